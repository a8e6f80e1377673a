using System.Collections.Concurrent;
using Genesis.Resilience;
using Genesis.Storage;

namespace Genesis;

/// <summary>
/// Sources outside the components: doors, services of the host, people. They name themselves, so they share the epoch of this process, and what is remembered of
/// them is bounded: when it is full it starts anew, with another epoch.
/// </summary>
internal sealed class EventSources(IJournal? journal, MonotonicClock clock)
{
    // No component has such an id.
    private const string Process = "*process";
    private const int MostSources = 10_000;

    private readonly Lock _gate = new();
    private Life _life = new(journal);

    /// <summary>The source of a name.</summary>
    public EventSource Of(string name)
    {
        var life = Volatile.Read(ref _life);
        if (life.Sources.TryGetValue(name, out var source)) return source;
        lock (_gate)
        {
            if (_life.Sources.Count >= MostSources) Volatile.Write(ref _life, new(journal));
            life = _life;
        }
        return life.Sources.GetOrAdd(name, static (name, state) => new EventSource(name, state.life.Epoch, state.clock), (life, clock));
    }

    /// <summary>The source that is a component.</summary>
    public EventSource OfComponent(string id) => new(id, () => NextEpoch(journal, id), clock);

    private static ValueTask<long> NextEpoch(IJournal? journal, string source) =>
        journal?.NextEpoch(source) ?? throw new StorageUnavailableException("This process has no journal: events are numbered, and durable ones told, by the processes with a silo.");

    private sealed class Life(IJournal? journal)
    {
        private readonly Lock _gate = new();
        private Task<long>? _epoch;

        public ConcurrentDictionary<string, EventSource> Sources { get; } = new(StringComparer.Ordinal);

        public ValueTask<long> Epoch()
        {
            lock (_gate)
            {
                if (_epoch is null or { IsFaulted: true }) _epoch = NextEpoch(journal, Process).AsTask();
                return new(_epoch);
            }
        }
    }
}
