namespace Genesis.Monitoring;

/// <summary>The mode, and since when each threshold that it stands for is no longer passed.</summary>
/// <param name="Mode">The mode.</param>
/// <param name="SafeClearSince">While SAFE or more serious: since when the share is no higher than SAFE's threshold; null while it is higher.</param>
/// <param name="EmergencyClearSince">While EMERGENCY: the same for its threshold.</param>
internal readonly record struct ModeState(SystemMode Mode, TimeSpan? SafeClearSince, TimeSpan? EmergencyClearSince)
{
    /// <summary>How everything begins.</summary>
    public static ModeState Start => default;
}
