namespace Genesis;

/// <summary>Checkpoints of components.</summary>
public sealed class CheckpointOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Genesis:Checkpoints";

    /// <summary>How long a change may wait for its checkpoint.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromMilliseconds(150);

    /// <summary>How long a component that saves its state waits for the store at most.</summary>
    public TimeSpan SaveTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How many of the last local and of the last other events a checkpoint holds.</summary>
    public int RecentEvents { get; set; } = 10;
}
