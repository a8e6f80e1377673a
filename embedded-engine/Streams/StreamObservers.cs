namespace Genesis.Embedded.Streams;

/// <summary>The stream observers of one activation, by subscription: a component of it, gone with it. Touched on its turns only.</summary>
internal sealed class StreamObservers
{
    private readonly Dictionary<Guid, ObserverSlot> _slots = [];

    public ObserverSlot? Find(Guid subscriptionId) => _slots.GetValueOrDefault(subscriptionId);

    /// <summary>Puts an observer in the place of the one there was.</summary>
    public void Set(Guid subscriptionId, ObserverSlot slot)
    {
        Remove(subscriptionId);
        _slots[subscriptionId] = slot;
    }

    public void Remove(Guid subscriptionId)
    {
        if (_slots.Remove(subscriptionId, out var slot)) slot.IsClosed = true;
    }
}
