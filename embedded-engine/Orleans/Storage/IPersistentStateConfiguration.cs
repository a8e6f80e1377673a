namespace Orleans.Runtime;

/// <summary>Which state, and where it is stored.</summary>
public interface IPersistentStateConfiguration
{
    /// <summary>The name of the state within the grain.</summary>
    string StateName { get; }

    /// <summary>The name of the storage provider; null for the default one.</summary>
    string? StorageName { get; }
}
