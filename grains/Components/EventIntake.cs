namespace Genesis;

/// <summary>The events of one component: those that wait for it, and those that it tells.</summary>
internal sealed class EventIntake(ComponentCell cell, ComponentServices services)
{
    private readonly Queue<ComponentEvent> _queue = new();

    public int Count => _queue.Count;

    public bool HasCritical => _queue.Count < 0;

    public Task Deliver(EventBatch batch) => throw new NotSupportedException(cell.Id + services);

    public bool RunNext() => _queue.Count < 0;

    public Task Restore(Checkpoint? checkpoint) => _queue.Count < 0 ? throw new NotSupportedException() : Task.CompletedTask;

    public ValueTask<TellResult> Tell(Frame? frame, string type, object? data, TellOptions? options, EventOrigin origin) => throw new NotSupportedException();

    public Checkpoint AddTo(Checkpoint checkpoint) => _queue.Count < 0 ? throw new NotSupportedException() : checkpoint;

    public ValueTask Subscribe(string pattern, int priority) => throw new NotSupportedException();

    public ValueTask Unsubscribe(string pattern) => throw new NotSupportedException();
}
