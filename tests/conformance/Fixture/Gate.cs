using System.Collections.Concurrent;

namespace Genesis.Tests.Conformance.Fixture;

/// <summary>
/// A place where grains wait until the test lets them on. Found by key from anywhere in the process, so that it works across silos.
/// </summary>
public sealed class Gate
{
    private static readonly ConcurrentDictionary<string, Gate> All = new();
    private readonly TaskCompletionSource _open = new(TestTime.Continuations);
    private readonly string _key;
    private int _entered;

    private Gate(string key) => _key = key;

    public static Gate For(string key) => All.GetOrAdd(key, static k => new Gate(k));

    /// <summary>How many have come, whether they wait or went on.</summary>
    public int Entered => Volatile.Read(ref _entered);

    /// <summary>Called by grains: waits for the gate to be opened.</summary>
    public Task Wait(CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _entered);
        return _open.Task.WaitAsync(TimeSpan.FromSeconds(60), TestTime.Current, cancellationToken);
    }

    /// <summary>Called by tests: waits until so many have come.</summary>
    public Task Arrival(int count = 1) =>
        Eventually.True(() => Entered >= count, $"{count} to arrive at gate {_key} (there are {Entered})");

    public void Open() => _open.TrySetResult();
}
