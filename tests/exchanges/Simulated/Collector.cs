using System.Collections.Concurrent;
using Genesis.Exchanges;

namespace Genesis.Tests.Exchanges.Simulated;

/// <summary>A callback that keeps what it is given.</summary>
internal sealed class Collector
{
    private readonly ConcurrentQueue<StreamEvent> _events = new();

    public IReadOnlyList<StreamEvent> Events => [.. _events];

    public IReadOnlyList<StreamGap> Gaps => [.. _events.Where(one => one.Gap is not null).Select(one => one.Gap!)];

    public IReadOnlyList<Trade> Trades => [.. _events.Where(one => one.Trade is not null).Select(one => one.Trade!)];

    public IReadOnlyList<BookDelta> Deltas => [.. _events.Where(one => one.Delta is not null).Select(one => one.Delta!)];

    public int Count => _events.Count;

    public void Take(StreamEvent one) => _events.Enqueue(one);

    public Task Await(Func<StreamEvent, bool> condition, string what) => Eventually.True(() => _events.Any(condition), () => $"{what}; {_events.Count} events came, the last: {(_events.IsEmpty ? "none" : _events.Last())}");
}
