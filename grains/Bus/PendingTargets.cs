namespace Genesis;

/// <summary>Which components had durable events in the journal when this process started, so that the others need not look. Safe from any thread.</summary>
internal sealed class PendingTargets
{
    private volatile HashSet<string>? _atStart;

    /// <summary>Whether the journal may hold events for a component.</summary>
    public bool MayHave(string id) => _atStart is not { } known || known.Contains(id);

    /// <summary>Read at the start.</summary>
    public void Set(HashSet<string> atStart) => _atStart = atStart;

    /// <summary>The start is over: from now on everybody looks for themselves.</summary>
    public void Forget() => _atStart = null;
}
