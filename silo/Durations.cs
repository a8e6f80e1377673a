using System.Globalization;

namespace Genesis.Silo;

/// <summary>Times as people write them: <c>30s</c>, <c>5m</c>, <c>2h</c>, <c>00:00:30</c>, or seconds.</summary>
internal static class Durations
{
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Most = TimeSpan.FromDays(7);

    public static bool TryParse(string text, out TimeSpan time)
    {
        time = default;
        if (text.Contains(':', StringComparison.Ordinal)) return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out time) && IsSensible(time);
        var unit = text.Length == 0 ? 0 : text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, _ => 0 };
        if (!double.TryParse(unit == 0 ? text : text[..^1], NumberStyles.Float, CultureInfo.InvariantCulture, out var count) || !(count * Math.Max(unit, 1) <= Most.TotalSeconds)) return false;
        time = TimeSpan.FromSeconds(Math.Max(0, count) * Math.Max(unit, 1));
        return IsSensible(time);
    }

    private static bool IsSensible(TimeSpan time) => time >= Least && time <= Most;
}
