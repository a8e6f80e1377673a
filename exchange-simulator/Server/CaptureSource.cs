namespace Genesis.ExchangeSimulator;

/// <summary>A capture that drives the simulated market, over again from its end. All venues serve it, each in its own protocol.</summary>
/// <param name="Venue">Whose protocol it was recorded in, with its version: <c>kraken-v1</c>.</param>
/// <param name="Path"><c>X.ws</c> or <c>X.ws.gz</c>; snapshots over REST are in the <c>X.http</c> beside it.</param>
/// <param name="Speed">1 is the recorded pace.</param>
public sealed record CaptureSource(string Venue, string Path, double Speed = 1);
