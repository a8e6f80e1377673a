namespace Genesis.ExchangeSimulator;

/// <summary>What a frame is about.</summary>
internal enum StreamKind
{
    Book,
    Trades,
    Quotes,
    Candles,
}

/// <summary>One stream that a session has asked for.</summary>
/// <param name="Name">The venue's name of it, or channel and symbol.</param>
/// <param name="Channel">The venue's name of the channel.</param>
/// <param name="VenueSymbol">The symbol as the client wrote it.</param>
internal sealed record Subscription(string Name, StreamKind Kind, SimulatedSymbol Symbol, string Channel, string VenueSymbol, int Depth = 0);
