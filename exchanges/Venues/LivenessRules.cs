namespace Genesis.Exchanges;

/// <summary>How to tell a live connection from an open socket that has died.</summary>
/// <param name="Silence">Nothing received for so long: dead.</param>
/// <param name="PingEvery">Send <paramref name="Ping"/> after so long without receiving; null where the venue pings (and the socket answers by itself).</param>
/// <param name="PongWithin">No answer to a ping within this: dead.</param>
/// <param name="Ping">The text of the venue's own ping; empty for none.</param>
public sealed record LivenessRules(TimeSpan Silence, TimeSpan? PingEvery, TimeSpan PongWithin, ReadOnlyMemory<byte> Ping);
