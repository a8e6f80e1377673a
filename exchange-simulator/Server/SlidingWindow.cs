namespace Genesis.ExchangeSimulator;

/// <summary>Counts what came in the last so many milliseconds. The venue's side of a limit, kept apart from the client's so that one checks the other.</summary>
internal sealed class SlidingWindow(int most, TimeSpan window, TimeProvider time)
{
    private readonly Queue<(long At, int Weight)> _events = new();
    private int _sum;

    public int Most => most;

    public int Sum => _sum;

    /// <summary>Counts an event; false when the limit is passed.</summary>
    public bool Count(int weight = 1)
    {
        var now = time.GetTimestamp();
        while (_events.TryPeek(out var oldest) && time.GetElapsedTime(oldest.At, now) >= window)
        {
            _events.Dequeue();
            _sum -= oldest.Weight;
        }
        _events.Enqueue((now, weight));
        _sum += weight;
        return _sum <= most;
    }
}
