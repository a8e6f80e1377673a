namespace Genesis.Exchanges;

/// <summary>One stream of a venue. Made by <see cref="IVenue.Stream"/> or <see cref="IVenue.ParseStream"/>.</summary>
/// <param name="Name">The venue's own name of the stream (<c>btcusdt@depth@100ms</c>, <c>orderbook.50.BTCUSDT</c>); where the venue has none, channel and symbol (<c>matches:BTC-USD</c>).</param>
/// <param name="Interval">The candles' interval; zero for other channels.</param>
/// <param name="Depth">Levels per side; zero for other channels and for whole books.</param>
public sealed record StreamKey(string Name, Channel Channel, Symbol Symbol, TimeSpan Interval = default, int Depth = 0)
{
    public bool Equals(StreamKey? other) => other is not null && Name == other.Name;

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Name;
}
