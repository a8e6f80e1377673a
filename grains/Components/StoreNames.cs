namespace Genesis;

/// <summary>Names of the stores.</summary>
public static class StoreNames
{
    /// <summary>Where the checkpoints of components are.</summary>
    public const string Checkpoints = "checkpoints";

    /// <summary>Where the registry and the monitor keep what they know.</summary>
    public const string System = "system";
}
