namespace Genesis.Exchanges.Kraken;

/// <summary>Names of Kraken's streams: <c>trade:BTC/USD</c>, <c>book-100:BTC/USD</c>, <c>ohlc-1:BTC/USD</c>. Both versions of the protocol use them.</summary>
internal static class KrakenStreams
{
    /// <param name="size">The book's depth or the candles' interval in minutes; zero for none.</param>
    public static string Name(string channel, string symbol, long size) => size == 0 ? $"{channel}:{symbol}" : $"{channel}-{size}:{symbol}";

    /// <summary>The channel without its size.</summary>
    public static string ChannelOf(StreamKey stream)
    {
        var channel = stream.Name[..stream.Name.IndexOf(':', StringComparison.Ordinal)];
        var dash = channel.IndexOf('-', StringComparison.Ordinal);
        return dash < 0 ? channel : channel[..dash];
    }

    /// <summary>The book's depth or the candles' interval in minutes; zero for none.</summary>
    public static int SizeOf(StreamKey stream) => stream.Channel == Channel.Candles ? (int)stream.Interval.TotalMinutes : stream.Depth;
}
