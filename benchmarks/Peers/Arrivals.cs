namespace Genesis.Benchmarks.Peers;

/// <summary>Counts what subscribers have handled; each counts for itself, so that counting costs them the same as nothing.</summary>
internal sealed class Arrivals
{
    private readonly Lock _gate = new();
    private Counter[] _counters = [];
    private long _before;

    public Counter Add()
    {
        var counter = new Counter();
        lock (_gate) _counters = [.. _counters, counter];
        return counter;
    }

    /// <summary>Ends when so many more have been handled.</summary>
    public async Task Expect(long deliveries)
    {
        _before += deliveries;
        while (_counters.Sum(static counter => counter.Value) < _before) await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
    }

    internal sealed class Counter
    {
        private long _value;

        public long Value => Volatile.Read(ref _value);

        public void Count() => Volatile.Write(ref _value, _value + 1);
    }
}
