using System.Globalization;

namespace Genesis.Client;

/// <summary>Times as people write and read them.</summary>
internal static class Durations
{
    private static readonly (string Unit, double Milliseconds)[] Units = [("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000)];

    /// <summary>Reads 200ms, 1.5s, 2m, 1h; without a unit, seconds.</summary>
    public static bool TryParse(string text, out TimeSpan time)
    {
        time = default;
        var (number, factor) = (text, 1000d);
        foreach (var (unit, milliseconds) in Units)
        {
            if (!text.EndsWith(unit, StringComparison.Ordinal)) continue;
            (number, factor) = (text[..^unit.Length], milliseconds);
            break;
        }
        if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)) return false;
        var total = value * factor;
        if (total is <= 0 or > 1000d * 86_400_000) return false;
        time = TimeSpan.FromMilliseconds(total);
        return true;
    }

    /// <summary>A time short enough to read: 1.2 ms, 340 ms, 5.1 s, 2 min 5 s.</summary>
    public static string Short(TimeSpan time) => time switch
    {
        { TotalMilliseconds: < 0.01 } => Text(time.TotalMicroseconds, "0.#", "µs"),
        { TotalMilliseconds: < 10 } => Text(time.TotalMilliseconds, "0.##", "ms"),
        { TotalSeconds: < 1 } => Text(time.TotalMilliseconds, "0", "ms"),
        { TotalMinutes: < 1 } => Text(time.TotalSeconds, "0.#", "s"),
        { TotalHours: < 1 } => $"{time.Minutes} min {time.Seconds} s",
        _ => $"{(int)time.TotalHours} h {time.Minutes} min",
    };

    private static string Text(double value, string format, string unit) => $"{value.ToString(format, CultureInfo.InvariantCulture)} {unit}";
}
