namespace Genesis.Exchanges.Okx;

/// <summary>Names of OKX's streams, <c>books:BTC-USDT</c>, and of its candle intervals: <c>1m</c>, <c>1H</c>, <c>1Dutc</c>.</summary>
internal static class OkxStreams
{
    public static string ChannelOf(StreamKey stream) => stream.Name[..stream.Name.IndexOf(':', StringComparison.Ordinal)];

    /// <exception cref="FormatException">No interval of fixed length.</exception>
    public static TimeSpan Interval(string name)
    {
        var plain = name.EndsWith("utc", StringComparison.Ordinal) ? name[..^3] : name;
        // A capital M is a month, and months differ.
        return plain.EndsWith('M') ? throw new FormatException($"'{name}' has no fixed length") : Intervals.Parse(plain.ToLowerInvariant());
    }

    /// <summary>Days begin at midnight UTC, not at Hong Kong's.</summary>
    public static string Name(TimeSpan interval)
    {
        var name = Intervals.Name(interval);
        return name[^1] switch
        {
            'h' when interval >= TimeSpan.FromHours(6) => name.ToUpperInvariant() + "utc",
            'h' => name.ToUpperInvariant(),
            'd' or 'w' => name.ToUpperInvariant() + "utc",
            _ => name,
        };
    }
}
