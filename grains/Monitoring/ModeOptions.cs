namespace Genesis.Monitoring;

/// <summary>When the system mode changes. All of it may be changed while the system runs.</summary>
public sealed class ModeOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Genesis:Mode";

    /// <summary>A higher share of failed weight than this is SAFE. 0 to 1, below <see cref="EmergencyAbove"/>.</summary>
    public double SafeAbove { get; set; } = 0.2;

    /// <summary>A higher share of failed weight than this is EMERGENCY. 0 to 1.</summary>
    public double EmergencyAbove { get; set; } = 0.5;

    /// <summary>A mode is left downwards only after its share has been no higher than its threshold for so long without a break.</summary>
    public TimeSpan StepDownAfter { get; set; } = TimeSpan.FromSeconds(1);
}
