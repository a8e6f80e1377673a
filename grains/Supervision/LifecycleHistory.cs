using System.Collections.Immutable;

namespace Genesis.Supervision;

/// <summary>
/// Where a component stands and how it came there. Any thread may read and change it; of changes that meet, one wins and the others are judged by what it left.
/// </summary>
internal sealed class LifecycleHistory
{
    /// <summary>So many changes are kept; older ones are forgotten.</summary>
    public const int Kept = 32;

    private Position _position = new(Lifecycle.Registered, []);

    /// <summary>Where it stands.</summary>
    public Lifecycle State => Volatile.Read(ref _position).State;

    /// <summary>The last changes, oldest first.</summary>
    public ImmutableArray<LifecycleChange> Changes => Volatile.Read(ref _position).Changes;

    /// <summary>The last change; null as long as it is registered and nothing else.</summary>
    public LifecycleChange? Last => Changes is [.., var last] ? last : null;

    /// <summary>Makes a change.</summary>
    /// <exception cref="InvalidOperationException">The table does not allow it: a bug of the caller.</exception>
    public LifecycleChange Move(Lifecycle to, DateTimeOffset at, string reason)
    {
        while (true)
        {
            var position = Volatile.Read(ref _position);
            if (!LifecycleTable.Allows(position.State, to)) throw LifecycleTable.Refusal(position.State, to);
            if (TryMove(position, to, at, reason) is { } change) return change;
        }
    }

    /// <summary>Makes a change if it still stands where the caller believes; null if it does not.</summary>
    /// <exception cref="InvalidOperationException">The table does not allow it: a bug of the caller.</exception>
    public LifecycleChange? TryMove(Lifecycle from, Lifecycle to, DateTimeOffset at, string reason)
    {
        if (!LifecycleTable.Allows(from, to)) throw LifecycleTable.Refusal(from, to);
        while (true)
        {
            var position = Volatile.Read(ref _position);
            if (position.State != from) return null;
            if (TryMove(position, to, at, reason) is { } change) return change;
        }
    }

    private LifecycleChange? TryMove(Position position, Lifecycle to, DateTimeOffset at, string reason)
    {
        var change = new LifecycleChange(position.State, to, at, reason);
        var changes = position.Changes.Length < Kept ? position.Changes.Add(change) : [.. position.Changes.AsSpan()[^(Kept - 1)..], change];
        return Interlocked.CompareExchange(ref _position, new(to, changes), position) == position ? change : null;
    }

    private sealed record Position(Lifecycle State, ImmutableArray<LifecycleChange> Changes);
}
