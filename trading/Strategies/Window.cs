using System.Globalization;

namespace Genesis.Trading;

/// <summary>How far back something looks: so many ticks, or so much time of the market.</summary>
public readonly record struct Window
{
    private const int MostTicks = 100_000;

    internal const string Rule = "a number of ticks from 2 to 100000, or a time up to one day like 00:00:30";

    private Window(int ticks, TimeSpan time) => (Ticks, Time) = (ticks, time);

    /// <summary>So many ticks; 0 when it is a time.</summary>
    public int Ticks { get; }

    /// <summary>So much time; zero when it is a number of ticks.</summary>
    public TimeSpan Time { get; }

    /// <summary>A number of ticks.</summary>
    public static Window OfTicks(int ticks)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ticks, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ticks, MostTicks);
        return new(ticks, default);
    }

    /// <summary>A time.</summary>
    public static Window OfTime(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(time, TimeSpan.FromDays(1));
        return new(0, time);
    }

    /// <summary>Reads <c>20</c> or <c>00:00:30</c>.</summary>
    public static bool TryParse(string text, out Window window)
    {
        window = default;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks))
        {
            if (ticks is < 2 or > MostTicks) return false;
            window = OfTicks(ticks);
            return true;
        }
        if (!TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) || time <= TimeSpan.Zero || time > TimeSpan.FromDays(1)) return false;
        window = OfTime(time);
        return true;
    }

    /// <summary>As the configuration writes it.</summary>
    public override string ToString() => Ticks > 0 ? Ticks.ToString(CultureInfo.InvariantCulture) : Time.ToString("c", CultureInfo.InvariantCulture);
}
