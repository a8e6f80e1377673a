namespace Genesis.Exchanges.Bybit;

/// <summary>A topic, <c>orderbook.50.BTCUSDT</c>: what it carries and of which symbol.</summary>
internal readonly ref struct BybitTopic
{
    public BybitTopic(ReadOnlySpan<byte> topic)
    {
        var dot = topic.LastIndexOf((byte)'.');
        var channel = dot < 0 ? topic : topic[..dot];
        Symbol = topic[(dot + 1)..];
        IsTopOfBook = channel.SequenceEqual("orderbook.1"u8);
        Kind = channel.StartsWith("orderbook."u8) ? FrameKind.Book
            : channel.SequenceEqual("publicTrade"u8) ? FrameKind.Trades
            : channel.StartsWith("kline."u8) ? FrameKind.Candles
            : FrameKind.Unknown;
    }

    public FrameKind Kind { get; }

    /// <summary>The book of one level, which is the best bid and ask.</summary>
    public bool IsTopOfBook { get; }

    public ReadOnlySpan<byte> Symbol { get; }
}
