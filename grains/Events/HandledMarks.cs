using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Genesis.Events;

/// <summary>
/// Which durable events a component has handled, so that a second copy of one is dropped. Per source and epoch it keeps a mark below which all is
/// handled and ranges above it: a component sees only the events that it subscribes to, so gaps are usual and may never close.
/// It is bounded (<see cref="HandledLimits"/>), and where it must forget it leans to handling twice rather than never: what is no longer remembered
/// answers <see cref="HandledState.Unknown"/>, never "handled". Forgetting does harm only to an event that the journal still holds, that is
/// between its handling and the next checkpoint. Everything forgotten is counted. For one thread at a time: the grain's turn.
/// </summary>
/// <remarks>
/// An event begins (<see cref="Begin"/>) when it comes in and completes (<see cref="Complete"/>) when its handler has ended, on the turn on which the
/// handler's new state is taken over, so that a snapshot holds both or neither.
/// </remarks>
internal sealed class HandledMarks
{
    private readonly HandledLimits _limits;
    private readonly Dictionary<string, HandledSource> _sources = new(StringComparer.Ordinal);
    private readonly List<string> _changed = [];
    private readonly HashSet<(string Source, long Epoch, long Number)> _pending = [];
    private ImmutableSortedDictionary<string, SourceMarks> _frozen;
    private HandledSnapshot _snapshot;
    private long _uses;
    private long _duplicates;
    private long _unknown;
    private long _forgottenNumbers;
    private long _forgottenEpochs;
    private long _forgottenSources;

    /// <summary>The marks of a checkpoint, or none.</summary>
    /// <exception cref="ArgumentException">The snapshot is damaged.</exception>
    public HandledMarks(HandledSnapshot? snapshot = null, HandledLimits? limits = null)
    {
        _limits = limits ?? HandledLimits.Default;
        _snapshot = snapshot ?? HandledSnapshot.Empty;
        _frozen = _snapshot.Sources.ToImmutableSortedDictionary(marks => marks.Source, marks => marks, StringComparer.Ordinal);
        foreach (var marks in _snapshot.Sources)
            _sources[marks.Source] = new HandledSource(marks);
    }

    /// <summary>Whether something was handled since the last snapshot.</summary>
    public bool IsChanged => _changed.Count > 0;

    /// <summary>Events that have begun and neither completed nor were abandoned.</summary>
    public int PendingCount => _pending.Count;

    /// <summary>What it met.</summary>
    public HandledCounts Counts => new(_duplicates, _unknown, _forgottenNumbers, _forgottenEpochs, _forgottenSources);

    /// <summary>What is known of an event. Counts nothing and changes nothing.</summary>
    public HandledState Look(string source, long epoch, long number)
    {
        if (_pending.Contains((source, epoch, number)))
            return HandledState.Pending;
        return _sources.TryGetValue(source, out var marks) ? marks.Look(epoch, number) : HandledState.New;
    }

    /// <summary>An event has come in. If the answer is <see cref="HandledState.New"/> or <see cref="HandledState.Unknown"/> it is pending from now on and is to be handled; else it is to be dropped.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not one of an event: they start at 1.</exception>
    public HandledState Begin(string source, long epoch, long number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        var state = Look(source, epoch, number);
        if (state is HandledState.Pending or HandledState.Handled)
        {
            _duplicates++;
            return state;
        }
        if (state == HandledState.Unknown)
            _unknown++;
        _pending.Add((source, epoch, number));
        return state;
    }

    /// <summary>The event has found its end: handled, expired or in the dead letters. It is never to be handled again.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not one of an event: they start at 1.</exception>
    public void Complete(string source, long epoch, long number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        _pending.Remove((source, epoch, number));
        ref var marks = ref CollectionsMarshal.GetValueRefOrAddDefault(_sources, source, out var known);
        if (!known)
            marks = new HandledSource(source);
        var changed = marks!;
        changed.LastUse = ++_uses;
        changed.Mark(epoch, number, _limits, ref _forgottenNumbers, ref _forgottenEpochs);
        Change(source, changed);
        if (_sources.Count > _limits.Sources)
            ForgetSource();
    }

    /// <summary>The event was not handled and may come again: it went back to the journal.</summary>
    public void Abandon(string source, long epoch, long number) => _pending.Remove((source, epoch, number));

    /// <summary>The marks as they are now. Only the sources that have changed since the last one are taken anew.</summary>
    public HandledSnapshot Snapshot()
    {
        if (_changed.Count == 0)
            return _snapshot;
        var all = _frozen.ToBuilder();
        foreach (var source in _changed)
        {
            if (_sources.TryGetValue(source, out var marks))
            {
                marks.Changed = false;
                all[source] = marks.Freeze();
            }
            else
                all.Remove(source);
        }
        _changed.Clear();
        _frozen = all.ToImmutable();
        return _snapshot = new HandledSnapshot([.. _frozen.Values]);
    }

    /// <summary>
    /// What a snapshot holds is gone from the journal and will not come from there again: of ranges that will never join, only the newest are kept
    /// from now on, so that checkpoints stay small.
    /// </summary>
    public void Acknowledged(HandledSnapshot snapshot)
    {
        foreach (var held in snapshot.Sources)
        {
            if (held.Epochs.Any(epoch => epoch.Above.Length > _limits.AcknowledgedRanges)
                && _sources.TryGetValue(held.Source, out var marks) && marks.Shrink(held, _limits.AcknowledgedRanges))
                Change(held.Source, marks);
        }
    }

    private void Change(string source, HandledSource marks)
    {
        if (marks.Changed)
            return;
        marks.Changed = true;
        _changed.Add(source);
    }

    private void ForgetSource()
    {
        var (source, marks) = _sources.MinBy(pair => pair.Value.LastUse);
        _sources.Remove(source);
        _forgottenSources++;
        if (!marks.Changed)
            _changed.Add(source);
    }
}
