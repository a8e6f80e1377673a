namespace Genesis;

/// <summary>The state of a component as the runtime sees it.</summary>
internal interface IKeptState
{
    /// <summary>Version of the state's shape.</summary>
    int Version { get; }

    /// <summary>Grows with each change; compared to see whether there is something new.</summary>
    long Changes { get; }

    /// <summary>The state itself: immutable, so the reference is a snapshot.</summary>
    object? Current { get; }

    /// <summary>Told of each change.</summary>
    Action? Changed { get; set; }

    /// <summary>Takes over a stored state, or begins anew when there is none.</summary>
    /// <exception cref="StateVersionException">The stored state is of a version that cannot be taken over.</exception>
    void Restore(Payload? stored, int version);
}
