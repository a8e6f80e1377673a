namespace Genesis;

/// <summary>
/// The bus in the shape of the older one: handlers instead of components. They get the events that are told in this process, one at a time each, and have the policies
/// of the types: what overflows, expires or fails is counted in the ledger under <c>componentId/number</c>.
/// </summary>
public sealed class EventBus
{
    private readonly EventTeller _teller;
    private readonly HandlerParts _parts;
    private readonly Dictionary<(string Type, Delegate Handler), string> _subscribers = [];
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SynchronizationContext? _context;
    private long _numbers;

    internal EventBus(EventTeller teller, HandlerParts parts) => (_teller, _parts) = (teller, parts);

    /// <summary>Has a handler called with events of a type.</summary>
    /// <param name="type">A type, or a beginning followed by <c>.*</c>, or <c>*</c>.</param>
    /// <param name="handler">Called with one event at a time. If it throws, the type's policy says how often it is tried again before the event is a dead letter.</param>
    /// <param name="priority">Subscribers with a higher one are served first.</param>
    /// <param name="componentId">As whom: the handler does not get what is emitted under this name.</param>
    /// <param name="origin">The one origin whose events it gets; null for all.</param>
    /// <exception cref="ArgumentException">The type is neither a type nor a pattern, or the handler has it already.</exception>
    public void Subscribe(string type, Func<ComponentEvent, ValueTask> handler, int priority = 0, string componentId = "unknown", EventOrigin? origin = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        ArgumentException.ThrowIfNullOrEmpty(componentId);
        lock (_gate)
        {
            if (_subscribers.ContainsKey((type, handler))) throw new ArgumentException($"This handler is subscribed to {type} already.", nameof(handler));
            var id = Add(handler, componentId, origin, Send);
            try
            {
                _teller.Routes.Add(id, new ComponentSubscription(type, priority));
            }
            catch
            {
                _teller.Routes.RemoveHandler(id);
                throw;
            }
            _subscribers.Add((type, handler), id);
        }
    }

    /// <summary>Takes back a subscription; what is on its way is handled still.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Unsubscribe(string type, Func<ComponentEvent, ValueTask> handler)
    {
        lock (_gate)
        {
            if (!_subscribers.Remove((type, handler), out var id)) return false;
            _teller.Routes.RemoveHandler(id);
            return true;
        }
    }

    /// <summary>Has a handler called with each event that any of its patterns fits, once; the patterns are added to what is returned.</summary>
    /// <param name="handler">Called with one event at a time, as by <see cref="Subscribe"/>.</param>
    /// <param name="componentId">As whom: the handler does not get what is emitted under this name.</param>
    /// <param name="origin">The one origin whose events it gets; null for all.</param>
    /// <param name="capacity">How many events may be on their way to it; as for components when left out.</param>
    /// <remarks>It is called from now on, whether <see cref="Start"/> was or not.</remarks>
    public EventListener Listen(Func<ComponentEvent, ValueTask> handler, string componentId = "unknown", EventOrigin? origin = null, int? capacity = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        ArgumentException.ThrowIfNullOrEmpty(componentId);
        var context = SynchronizationContext.Current;
        return new EventListener(_teller.Routes, Add(handler, componentId, origin, work => Post(context, work), capacity));
    }

    /// <summary>Tells an event, as from a component of this process.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="data">Its data.</param>
    /// <param name="source">Who tells it: handlers and the component of this name do not get it.</param>
    /// <exception cref="ArgumentException">It is no event type.</exception>
    public ValueTask<TellResult> Emit(string type, object? data, string source)
    {
        ArgumentException.ThrowIfNullOrEmpty(source);
        return _teller.Tell(_teller.Sources.Of(source), type, data, null, EventOrigin.Local, default);
    }

    /// <summary>Begins to call handlers; what was told before has waited for it, within the bounds of the types.</summary>
    public Task Start()
    {
        _context ??= SynchronizationContext.Current;
        _started.TrySetResult();
        return Task.CompletedTask;
    }

    private string Add(Func<ComponentEvent, ValueTask> handler, string componentId, EventOrigin? origin, Action<Func<Task>> send, int? capacity = null)
    {
        // With a slash, as no component's id has one.
        var id = $"{componentId}/{Interlocked.Increment(ref _numbers)}";
        _teller.Routes.AddHandler(id, componentId, origin, new HandlerInbox(id, handler, _parts, send), capacity);
        return id;
    }

    /// <summary>Handlers run neither on the turn of a component that told something nor on the thread of whoever did.</summary>
    private void Send(Func<Task> work)
    {
        if (!_started.Task.IsCompleted) _ = SendWhenStarted(work);
        else Post(_context, work);
    }

    private static void Post(SynchronizationContext? context, Func<Task> work)
    {
        if (context is not null) context.Post(static work => ((Func<Task>)work!)(), work);
        else ThreadPool.UnsafeQueueUserWorkItem(static work => work(), work, preferLocal: false);
    }

    private async Task SendWhenStarted(Func<Task> work)
    {
        await _started.Task;
        Send(work);
    }
}
