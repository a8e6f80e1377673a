namespace Genesis;

/// <summary>What a component does at this moment.</summary>
public enum Activity
{
    /// <summary>Nothing.</summary>
    Idle,

    /// <summary>A handler runs.</summary>
    Busy,

    /// <summary>A handler runs for longer than it may.</summary>
    Hung,
}
