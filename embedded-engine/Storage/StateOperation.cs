namespace Genesis.Embedded.Storage;

/// <summary>One read, write or clear of a state, queued behind the one before it.</summary>
internal sealed class StateOperation(StateOperationKind kind, CancellationToken cancellationToken)
{
    public StateOperationKind Kind { get; } = kind;

    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>The store has been asked: a change made from now on is not part of it.</summary>
    public bool Started { get; set; }

    public Task Completion { get; set; } = Task.CompletedTask;
}

/// <summary>What is asked of the store.</summary>
internal enum StateOperationKind
{
    Read,
    Write,
    Clear,
}
