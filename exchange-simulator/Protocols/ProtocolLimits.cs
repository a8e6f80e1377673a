namespace Genesis.ExchangeSimulator;

/// <summary>A venue's limits as its documentation states them, from the venue's side.</summary>
internal sealed record ProtocolLimits(
    int Connects, TimeSpan ConnectWindow, int Messages, TimeSpan MessageWindow, int Streams, int RestWeight, TimeSpan RestWindow);
