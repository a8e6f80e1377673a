using System.Collections.Concurrent;

namespace Genesis.Tests.Streams.Fixture;

/// <summary>
/// A consumer as its test sees it: what it has handled, and what it does when it activates and handles. Found by key from every silo of
/// the process.
/// </summary>
public sealed class Consumption
{
    private static readonly ConcurrentDictionary<string, Consumption> All = new();
    private readonly ConcurrentQueue<Sample> _handled = new();
    private readonly ConcurrentQueue<int> _batches = new();
    private readonly ConcurrentQueue<SiloAddress> _places = new();
    private int _calls;

    private Consumption()
    {
    }

    /// <summary>Runs when the consumer activates, before anything else.</summary>
    public Func<Task>? Activating { get; set; }

    /// <summary>Runs for each event before it counts as handled.</summary>
    public Func<Sample, Task>? Handling { get; set; }

    /// <summary>The events handled, in order.</summary>
    public IReadOnlyList<Sample> Handled => [.. _handled];

    public int Count => _handled.Count;

    /// <summary>The sizes of the lists given to a batch observer.</summary>
    public IReadOnlyList<int> Batches => [.. _batches];

    /// <summary>The silos the consumer was activated in.</summary>
    public IReadOnlyList<SiloAddress> Places => [.. _places];

    /// <summary>How many events have come, handled or not.</summary>
    public int Calls => Volatile.Read(ref _calls);

    public static Consumption Of(string key) => All.GetOrAdd(key, static _ => new Consumption());

    public async Task Activate(SiloAddress place)
    {
        if (Activating is { } activating) await activating();
        _places.Enqueue(place);
    }

    public async Task Handle(Sample sample)
    {
        Interlocked.Increment(ref _calls);
        if (Handling is { } handling) await handling(sample);
        _handled.Enqueue(sample);
    }

    public async Task HandleBatch(IReadOnlyList<Sample> samples)
    {
        _batches.Enqueue(samples.Count);
        foreach (var sample in samples) await Handle(sample);
    }

    /// <summary>Waits until so many events are handled.</summary>
    public Task Until(int count, string what = "handled events") => Eventually.Equal(count, () => Count, what);

    /// <summary>The numbers of one producer, in the order of handling.</summary>
    public IEnumerable<int> NumbersOf(int producer) =>
        _handled.Where(sample => sample.Producer == producer).Select(static sample => sample.Number);
}
