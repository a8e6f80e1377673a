using System.Diagnostics;
using Orleans.Streaming.Diagnostics;

namespace Genesis.Streams;

/// <summary>
/// Tells streams that consumers join and leave. Orleans' agents announce this through their diagnostic listener, on the agent's turn and
/// before a
/// subscriber's <c>SubscribeAsync</c> returns. The cache alone would learn of a consumer too late: what is produced until then would be
/// dropped.
/// </summary>
internal sealed class SubscriptionWatch : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly StreamHub _hub;
    private readonly SiloAddress _silo;
    private readonly IDisposable _listeners;
    private IDisposable? _events;

    public SubscriptionWatch(StreamHub hub, SiloAddress silo)
    {
        (_hub, _silo) = (hub, silo);
        _listeners = DiagnosticListener.AllListeners.Subscribe(this);
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == StreamingEvents.ListenerName) _events = value.Subscribe(this, IsWanted);
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is not StreamingEvents.StreamingEvent @event || @event.StreamProvider != _hub.Name
            || !_silo.Equals(@event.SiloAddress)) return;
        switch (@event)
        {
            case StreamingEvents.SubscriptionAdded added:
                _hub.Find(added.StreamId).BeginJoin(added.SubscriptionId);
                break;
            case StreamingEvents.SubscriptionAttached attached:
                _hub.FindKnown(attached.StreamId)?.EndJoin(attached.SubscriptionId);
                break;
            case StreamingEvents.SubscriptionRemoved removed:
                _hub.FindKnown(removed.StreamId)?.EndJoin(removed.SubscriptionId);
                break;
            case StreamingEvents.StreamInactive inactive:
                _hub.FindKnown(inactive.StreamId)?.Wake();
                break;
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose()
    {
        _listeners.Dispose();
        _events?.Dispose();
    }

    // Asked for every event that is delivered, so the first letter decides about most.
    private static bool IsWanted(string name) =>
        name[0] == 'S' && name is nameof(StreamingEvents.SubscriptionAdded) or nameof(StreamingEvents.SubscriptionAttached)
            or nameof(StreamingEvents.SubscriptionRemoved) or nameof(StreamingEvents.StreamInactive);
}
