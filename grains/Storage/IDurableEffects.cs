namespace Genesis.Storage;

/// <summary>
/// A state that may hold the effect of durable events. Such a version is flushed to disk before its write completes, because those events are
/// acknowledged on the strength of it.
/// </summary>
public interface IDurableEffects
{
    /// <summary>Whether this version holds such an effect that the one before did not.</summary>
    bool HasDurableEffects { get; }
}
