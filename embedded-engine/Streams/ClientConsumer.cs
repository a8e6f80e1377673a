namespace Genesis.Embedded.Streams;

/// <summary>A subscription of code outside any grain: the observer that its deliveries are sent to. Kept alive by its provider until it is unsubscribed.</summary>
internal sealed class ClientConsumer(ObserverSlot slot) : IStreamConsumerObserver
{
    private ObserverSlot _slot = slot;

    /// <summary>What the hub knows of it; set when it has its reference.</summary>
    public SubscriptionRecord? Record { get; set; }

    public IStreamConsumerObserver? Reference { get; set; }

    public required StreamKey Stream { get; init; }

    public void Replace(ObserverSlot slot) => Interlocked.Exchange(ref _slot, slot).IsClosed = true;

    public void Close() => Volatile.Read(ref _slot).IsClosed = true;

    public async Task<DeliveryReport> Deliver(StreamEvent[] events)
    {
        var source = new ArraySource(events);
        var slot = Volatile.Read(ref _slot);
        try
        {
            await slot.Run(source);
            // Unsubscribed, but the hub does not know yet: nothing of this is to come again.
            var gone = slot.IsClosed && ReferenceEquals(slot, Volatile.Read(ref _slot));
            return new DeliveryReport(gone ? events.Length : source.Reached, null);
        }
        catch (Exception exception)
        {
            return new DeliveryReport(source.Reached, exception);
        }
    }

    public Task Fail(Exception error) => Volatile.Read(ref _slot).Fail(error);

    private sealed class ArraySource(StreamEvent[] events) : IDeliverySource
    {
        private int _next;

        public int Reached { get; private set; }

        public StreamEvent? Take() => _next < events.Length ? events[_next++] : null;

        public void Done() => Reached = _next;
    }
}
