namespace Genesis;

/// <summary>What is done about a component that failed.</summary>
public enum SupervisionStrategy
{
    /// <summary>It is restarted from its last checkpoint.</summary>
    Restart,

    /// <summary>It is restarted, and so are the components that name it as what they depend on.</summary>
    RestartWithDependants,

    /// <summary>It is stopped.</summary>
    Stop,
}
