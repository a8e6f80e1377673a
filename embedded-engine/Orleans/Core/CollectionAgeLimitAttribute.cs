using System.Globalization;

namespace Orleans;

/// <summary>How long an activation of this class may be idle before it is collected, instead of the configured default.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
public class CollectionAgeLimitAttribute : Attribute
{
    /// <summary>The shortest limit: one minute. Shorter sums of the properties are raised to it.</summary>
    public static readonly TimeSpan MinAgeLimit = TimeSpan.FromMinutes(1);

    private readonly TimeSpan? _value;

    /// <summary>A limit from the properties.</summary>
    public CollectionAgeLimitAttribute()
    {
    }

    /// <summary>A limit from a text.</summary>
    /// <param name="inactivityPeriod">In the form that <see cref="TimeSpan.Parse(string)"/> reads: <c>00:05:00</c> is five minutes.</param>
    public CollectionAgeLimitAttribute(string inactivityPeriod) =>
        _value = TimeSpan.Parse(inactivityPeriod, CultureInfo.InvariantCulture);

    /// <summary>Days, added to hours and minutes.</summary>
    public double Days { get; set; }

    /// <summary>Hours, added to days and minutes.</summary>
    public double Hours { get; set; }

    /// <summary>Minutes, added to days and hours.</summary>
    public double Minutes { get; set; }

    /// <summary>Whether activations are never collected.</summary>
    public bool AlwaysActive { get; set; }

    /// <summary>The limit.</summary>
    public TimeSpan AgeLimit => _value ?? FromProperties();

    private TimeSpan FromProperties()
    {
        if (AlwaysActive)
            return TimeSpan.FromDays(short.MaxValue);

        var sum = TimeSpan.FromDays(Days) + TimeSpan.FromHours(Hours) + TimeSpan.FromMinutes(Minutes);
        return sum < MinAgeLimit ? MinAgeLimit : sum;
    }
}
