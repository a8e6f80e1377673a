namespace Genesis;

/// <summary>A handler of events whose patterns change while it listens. Safe from any thread.</summary>
public sealed class EventListener : IDisposable
{
    private readonly EventRoutes _routes;
    private readonly string _id;
    private readonly Lock _gate = new();
    private bool _disposed;

    internal EventListener(EventRoutes routes, string id) => (_routes, _id) = (routes, id);

    /// <summary>How many events were lost on their way to the handler, because it was too slow for them.</summary>
    public long Lost => _routes.OutboxOf(_id).Lost;

    /// <summary>Listens to more events.</summary>
    /// <param name="pattern">A type, or a beginning followed by <c>.*</c>, or <c>*</c>.</param>
    /// <exception cref="ArgumentException">It is neither, or there are too many patterns.</exception>
    public void Add(string pattern)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _routes.Add(_id, new ComponentSubscription(pattern));
        }
    }

    /// <summary>Takes back a pattern; what is on its way is handled still.</summary>
    public void Remove(string pattern)
    {
        lock (_gate)
            if (!_disposed) _routes.Remove(_id, pattern);
    }

    /// <summary>Takes back all patterns and forgets the handler.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed) return;
            _disposed = true;
            _routes.RemoveHandler(_id);
        }
    }
}
