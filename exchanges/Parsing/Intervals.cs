namespace Genesis.Exchanges;

/// <summary>Candle intervals as venues write them: <c>1m</c>, <c>1H</c>, <c>1Dutc</c>, Bybit's and Kraken's minutes.</summary>
internal static class Intervals
{
    private static readonly (string Name, TimeSpan Length)[] Known =
    [
        ("1s", TimeSpan.FromSeconds(1)), ("1m", TimeSpan.FromMinutes(1)), ("3m", TimeSpan.FromMinutes(3)), ("5m", TimeSpan.FromMinutes(5)),
        ("15m", TimeSpan.FromMinutes(15)), ("30m", TimeSpan.FromMinutes(30)), ("1h", TimeSpan.FromHours(1)), ("2h", TimeSpan.FromHours(2)),
        ("4h", TimeSpan.FromHours(4)), ("6h", TimeSpan.FromHours(6)), ("8h", TimeSpan.FromHours(8)), ("12h", TimeSpan.FromHours(12)),
        ("1d", TimeSpan.FromDays(1)), ("3d", TimeSpan.FromDays(3)), ("1w", TimeSpan.FromDays(7)),
    ];

    /// <summary>A name without making a string of it, where it is a known one.</summary>
    public static string Intern(ReadOnlySpan<byte> name)
    {
        foreach (var (known, _) in Known)
            if (System.Text.Ascii.Equals(known, name)) return known;
        return System.Text.Encoding.UTF8.GetString(name);
    }

    /// <exception cref="FormatException">Not an interval of fixed length that is known.</exception>
    public static TimeSpan Parse(string name) => TryParse(name, out var length) ? length : throw new FormatException($"'{name}' is no candle interval");

    public static bool TryParse(string name, out TimeSpan length)
    {
        foreach (var (known, value) in Known)
            if (known == name)
            {
                length = value;
                return true;
            }
        length = default;
        return false;
    }

    /// <summary>The name with unit: <c>1m</c>, <c>4h</c>.</summary>
    /// <exception cref="ArgumentException">No venue has it.</exception>
    public static string Name(TimeSpan length)
    {
        foreach (var (name, value) in Known)
            if (value == length) return name;
        throw new ArgumentException($"No candle interval of {length}: there are {string.Join(", ", Known.Select(interval => interval.Name))}.", nameof(length));
    }
}
