using System.Globalization;

namespace Genesis.Exchanges.Bybit;

/// <summary>Bybit names intervals by their minutes, and days and weeks by a letter.</summary>
internal static class BybitIntervals
{
    private static readonly int[] Minutes = [1, 3, 5, 15, 30, 60, 120, 240, 360, 720];

    /// <exception cref="FormatException">None of fixed length.</exception>
    public static TimeSpan Parse(ReadOnlySpan<byte> text)
    {
        if (text.SequenceEqual("D"u8)) return TimeSpan.FromDays(1);
        if (text.SequenceEqual("W"u8)) return TimeSpan.FromDays(7);
        var minutes = Numbers.Integer(text);
        return Array.IndexOf(Minutes, (int)minutes) >= 0 ? TimeSpan.FromMinutes(minutes) : throw new FormatException($"{minutes} minutes is no candle interval");
    }

    /// <exception cref="ArgumentException">The venue has no such candles.</exception>
    public static string Name(TimeSpan interval) =>
        interval == TimeSpan.FromDays(1) ? "D"
        : interval == TimeSpan.FromDays(7) ? "W"
        : Minutes.Contains((int)interval.TotalMinutes) ? ((int)interval.TotalMinutes).ToString(CultureInfo.InvariantCulture)
        : throw new ArgumentException($"Bybit has no candles of {interval}: it has minutes {string.Join(", ", Minutes)}, a day and a week.", nameof(interval));
}
