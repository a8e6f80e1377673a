using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Genesis.Events;

/// <summary>
/// Counts what becomes of the events of one type for one subscriber. Whoever tells events keeps the row, so that counting costs one addition.
/// Count an event as published before it can end anywhere. Safe from any thread.
/// </summary>
internal sealed class LedgerRow(string type, string subscriber)
{
    // Publishers and the subscriber count on different threads: on cache lines of their own they do not hinder each other.
    private Lonely _published;
    private long _carriedOver;
    private long _handled;
    private long _conflated;
    private long _expired;
    private long _deadLettered;
    private Reasons _shed;

    /// <summary>The event type.</summary>
    public string Type => type;

    /// <summary>The subscriber.</summary>
    public string Subscriber => subscriber;

    /// <summary>Told.</summary>
    public void Published(long count = 1) => Interlocked.Add(ref _published.Value, count);

    /// <summary>Durable ones of an earlier run, found in the journal.</summary>
    public void CarriedOver(long count) => Interlocked.Add(ref _carriedOver, count);

    /// <summary>Handled.</summary>
    public void Handled(long count = 1) => Interlocked.Add(ref _handled, count);

    /// <summary>Replaced by a newer one.</summary>
    public void Conflated(long count = 1) => Interlocked.Add(ref _conflated, count);

    /// <summary>Their time was over.</summary>
    public void Expired(long count = 1) => Interlocked.Add(ref _expired, count);

    /// <summary>Given up after their handler failed.</summary>
    public void DeadLettered(long count = 1) => Interlocked.Add(ref _deadLettered, count);

    /// <summary>Shed.</summary>
    public void Shed(ShedReason reason, long count = 1) => Interlocked.Add(ref _shed[(int)reason], count);

    /// <summary>The counts at this moment. What was published is read last, so that no end is seen without it.</summary>
    public LedgerRowSnapshot Snapshot()
    {
        var shed = ImmutableSortedDictionary<ShedReason, long>.Empty;
        for (var reason = 0; reason < Reasons.Count; reason++)
        {
            if (Volatile.Read(ref _shed[reason]) is var count and not 0)
                shed = shed.Add((ShedReason)reason, count);
        }
        var ends = new LedgerRowSnapshot(type, subscriber)
        {
            Handled = Volatile.Read(ref _handled),
            Conflated = Volatile.Read(ref _conflated),
            Expired = Volatile.Read(ref _expired),
            DeadLettered = Volatile.Read(ref _deadLettered),
            ShedBy = shed,
        };
        return ends with { Published = Volatile.Read(ref _published.Value), CarriedOver = Volatile.Read(ref _carriedOver) };
    }

    [StructLayout(LayoutKind.Explicit, Size = 128)]
    private struct Lonely
    {
        [FieldOffset(64)]
        public long Value;
    }

    [InlineArray(Count)]
    private struct Reasons
    {
        public const int Count = (int)ShedReason.Fault + 1;
        private long _first;
    }
}
