using System.Collections.Concurrent;
using System.Collections.Immutable;
using Genesis.Events;
using Microsoft.Extensions.Options;

namespace Genesis;

/// <summary>Who gets which events, as this process knows it: registrations, what components and handlers subscribe to beside them, and policies. Safe from any thread.</summary>
internal sealed class EventRoutes
{
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, Outbox> _outboxes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ImmutableArray<ComponentSubscription>> _registered = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ImmutableArray<ComponentSubscription>> _added = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (Inbox Inbox, string Emitter)> _handlers = new(StringComparer.Ordinal);
    private readonly Func<string, Inbox> _inboxOf;
    private readonly OutboxParts _parts;
    private SubscriptionTable _table = SubscriptionTable.Empty;
    private EventPolicies _policies;
    private TypeCache<EventRoute> _routes;

    public EventRoutes(ComponentDirectory directory, IOptionsMonitor<EventOptions> options, OutboxParts parts, Func<string, Inbox> inboxOf)
    {
        (_parts, _inboxOf) = (parts, inboxOf);
        _policies = new EventPolicies(options.CurrentValue);
        _routes = new(Resolve);
        options.OnChange(changed =>
        {
            lock (_gate) Change(_table, new EventPolicies(changed));
        });
        directory.Changed += Register;
        foreach (var route in directory.Routes) Register(route.Id, route.Registration);
    }

    /// <summary>The policies that hold; another object when they change.</summary>
    public EventPolicies Policies => Volatile.Read(ref _policies);

    public SubscriptionTable Table => Volatile.Read(ref _table);

    public long Process => _parts.Process;

    public IEnumerable<Outbox> Outboxes => _outboxes.Values;

    /// <summary>The way of a type.</summary>
    /// <exception cref="ArgumentException">It is no event type.</exception>
    public EventRoute Of(string type) => Volatile.Read(ref _routes).Get(type);

    /// <summary>The way to one subscriber.</summary>
    public Outbox OutboxOf(string subscriber) =>
        _outboxes.TryGetValue(subscriber, out var outbox) ? outbox : _outboxes.GetOrAdd(subscriber, static (id, self) => new Outbox(id, self.InboxOf(id), self._parts), this);

    /// <summary>Where deliveries of a type to a subscriber are counted.</summary>
    public LedgerRow RowOf(string type, string subscriber) => _parts.Ledger.Row(type, subscriber);

    /// <summary>Adds a subscription beside those of the registration.</summary>
    /// <exception cref="ArgumentException">The pattern is wrong, or there are too many.</exception>
    public void Add(string subscriber, ComponentSubscription subscription)
    {
        lock (_gate)
        {
            var added = _added.GetValueOrDefault(subscriber, []).RemoveAll(other => other.Pattern == subscription.Pattern).Add(subscription);
            Change(_table.With(subscriber, [.. _registered.GetValueOrDefault(subscriber, []), .. added]));
            _added[subscriber] = added;
        }
    }

    /// <summary>Takes back what <see cref="Add"/> added.</summary>
    public void Remove(string subscriber, string pattern)
    {
        lock (_gate) Set(subscriber, _added.GetValueOrDefault(subscriber, []).RemoveAll(other => other.Pattern == pattern));
    }

    /// <summary>Takes back all that <see cref="Add"/> added.</summary>
    public void RemoveAdded(string subscriber)
    {
        lock (_gate)
        {
            if (_added.ContainsKey(subscriber)) Set(subscriber, []);
        }
    }

    /// <summary>Makes a handler of this process a subscriber; it has no subscriptions yet.</summary>
    public void AddHandler(string subscriber, string emitter, Inbox inbox) => _handlers[subscriber] = (inbox, emitter);

    /// <summary>Forgets a handler and all that it subscribed to.</summary>
    public void RemoveHandler(string subscriber)
    {
        RemoveAdded(subscriber);
        _handlers.TryRemove(subscriber, out _);
        _outboxes.TryRemove(subscriber, out _);
    }

    private void Set(string subscriber, ImmutableArray<ComponentSubscription> added)
    {
        if (added.IsEmpty) _added.Remove(subscriber);
        else _added[subscriber] = added;
        Change(_table.With(subscriber, [.. _registered.GetValueOrDefault(subscriber, []), .. added]));
    }

    private void Register(string id, ComponentRegistration? registration)
    {
        lock (_gate)
        {
            if (registration is null) Forget(id);
            else _registered[id] = registration.Subscriptions;
            Change(_table.With(id, registration is null ? [] : [.. registration.Subscriptions, .. _added.GetValueOrDefault(id, [])]));
        }
    }

    private void Forget(string id)
    {
        _registered.Remove(id);
        // What is on its way is accounted for until it has arrived; that one stays.
        if (_outboxes.TryGetValue(id, out var outbox) && outbox.Count == 0) _outboxes.TryRemove(id, out _);
    }

    private void Change(SubscriptionTable table, EventPolicies? policies = null)
    {
        if (ReferenceEquals(table, _table) && policies is null) return;
        Volatile.Write(ref _table, table);
        if (policies is not null) Volatile.Write(ref _policies, policies);
        // What was worked out for the table before may not stay.
        Volatile.Write(ref _routes, new(Resolve));
    }

    private EventRoute Resolve(string type)
    {
        if (EventPattern.ProblemOfType(type) is { } problem) throw new ArgumentException(problem, nameof(type));
        List<EventTarget> targets = [];
        foreach (var subscriber in Table.Resolve(type, null))
        {
            var handler = _handlers.TryGetValue(subscriber.ComponentId, out var found) ? found.Emitter : null;
            targets.Add(new EventTarget(
                subscriber.ComponentId, handler ?? subscriber.ComponentId, OutboxOf(subscriber.ComponentId), _parts.Ledger.Row(type, subscriber.ComponentId), Survives: handler is null));
        }
        return new EventRoute(type, Policies.Of(type), [.. targets]);
    }

    private Inbox InboxOf(string subscriber) => _handlers.TryGetValue(subscriber, out var handler) ? handler.Inbox : _inboxOf(subscriber);
}
