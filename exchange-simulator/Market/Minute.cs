namespace Genesis.ExchangeSimulator;

/// <summary>The candle of the running minute, in ticks and steps.</summary>
internal sealed record Minute(long Start, long Open, long High, long Low, long Close, long Volume)
{
    public const long Length = 60_000;

    public Minute With(DateTimeOffset now, long price, long size)
    {
        var start = now.ToUnixTimeMilliseconds() / Length * Length;
        return start != Start
            ? new Minute(start, price, price, price, price, size)
            : this with { High = Math.Max(High, price), Low = Math.Min(Low, price), Close = price, Volume = Volume + size };
    }
}
