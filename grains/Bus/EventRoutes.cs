using System.Collections.Concurrent;
using System.Collections.Immutable;
using Genesis.Events;
using Microsoft.Extensions.Options;

namespace Genesis;

/// <summary>Who gets which events, as this process knows it: registrations, what components and handlers subscribe to beside them, and policies. Safe from any thread.</summary>
internal sealed class EventRoutes : IDisposable
{
    // Types and components in any combination are many.
    private const int MostNarrow = 4096;

    private readonly Lock _gate = new();
    private readonly ComponentDirectory _directory;
    private readonly ConcurrentDictionary<string, Outbox> _outboxes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ImmutableArray<ComponentSubscription>> _registered = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ImmutableArray<ComponentSubscription>> _added = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, HandlerEntry> _handlers = new(StringComparer.Ordinal);
    private readonly Func<string, Inbox> _inboxOf;
    private readonly OutboxParts _parts;
    private readonly TypeStreams? _streams;
    private SubscriptionTable _table = SubscriptionTable.Empty;
    private EventPolicies _policies;
    private TypeCache<EventRoute> _routes;
    private ConcurrentDictionary<(string Type, string Only), EventRoute> _narrow = [];

    public EventRoutes(ComponentDirectory directory, IOptionsMonitor<EventOptions> options, OutboxParts parts, Func<string, Inbox> inboxOf, TypeStreams? streams = null)
    {
        (_directory, _parts, _inboxOf, _streams) = (directory, parts, inboxOf, streams);
        _policies = new EventPolicies(options.CurrentValue);
        _routes = new(Resolve);
        options.OnChange(changed =>
        {
            lock (_gate)
            {
                Volatile.Write(ref _policies, new EventPolicies(changed));
                Change(_table, anew: true);
            }
        });
        directory.Changed += Register;
        foreach (var route in directory.Routes) Register(route.Id, route.Registration);
    }

    public void Dispose()
    {
        foreach (var outbox in _outboxes.Values) outbox.Dispose();
        _streams?.Dispose();
    }

    /// <summary>The policies that hold; another object when they change.</summary>
    public EventPolicies Policies => Volatile.Read(ref _policies);

    public SubscriptionTable Table => Volatile.Read(ref _table);

    public long Process => _parts.Process;

    public IEnumerable<Outbox> Outboxes => _outboxes.Values;

    /// <summary>The number of events that did not get into the stream of their type.</summary>
    public long LostInStreams => _streams?.Lost ?? 0;

    /// <summary>The way of a type.</summary>
    /// <exception cref="ArgumentException">It is no event type.</exception>
    public EventRoute Of(string type) => Volatile.Read(ref _routes).Get(type);

    /// <summary>The way of events of a type to one component alone, whether it subscribed to them or not.</summary>
    /// <param name="route">The way of the type.</param>
    /// <param name="component">The component.</param>
    /// <param name="refused">Why there is none.</param>
    public EventRoute? Only(EventRoute route, string component, out string? refused)
    {
        refused = null;
        if (_directory.Find(component) is null)
        {
            refused = $"There is no component {component} to tell {route.Type} to. {_directory.Nearest(component)}".TrimEnd();
            return null;
        }
        var narrow = Volatile.Read(ref _narrow);
        if (narrow.TryGetValue((route.Type, component), out var known)) return known;
        if (narrow.Count >= MostNarrow) narrow.Clear();
        return narrow.GetOrAdd(
            (route.Type, component),
            static (key, state) => new EventRoute(
                key.Type, state.Policy, [new EventTarget(key.Only, Emitter: null, state.Self.OutboxOf(key.Only), state.Self.RowOf(key.Type, key.Only), Survives: true)]),
            (Self: this, route.Policy));
    }

    /// <summary>The way to one subscriber.</summary>
    public Outbox OutboxOf(string subscriber) =>
        _outboxes.TryGetValue(subscriber, out var outbox) ? outbox : _outboxes.GetOrAdd(subscriber, static (id, self) => self.MakeOutbox(id), this);

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
    /// <param name="subscriber">Its id.</param>
    /// <param name="emitter">As whom it tells events itself.</param>
    /// <param name="takes">The one origin whose events it gets; null for all.</param>
    /// <param name="inbox">Calls it.</param>
    /// <param name="capacity">How many events may be on their way to it; as for components when left out.</param>
    public void AddHandler(string subscriber, string emitter, EventOrigin? takes, Inbox inbox, int? capacity = null) =>
        _handlers[subscriber] = new(inbox, emitter, takes, capacity is { } most ? _parts with { Capacity = most } : _parts);

    /// <summary>Forgets a handler and all that it subscribed to.</summary>
    public void RemoveHandler(string subscriber)
    {
        RemoveAdded(subscriber);
        _handlers.TryRemove(subscriber, out _);
        if (_outboxes.TryRemove(subscriber, out var outbox) && outbox.Count == 0) outbox.Dispose();
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
            var table = _table.With(id, registration is null ? [] : [.. registration.Subscriptions, .. _added.GetValueOrDefault(id, [])]);
            // One that is gone may have had events told to it alone: that way ends with its outbox.
            Change(table, anew: registration is null);
        }
    }

    private void Forget(string id)
    {
        _registered.Remove(id);
        // What is on its way is accounted for until it has arrived; that one stays.
        if (!_outboxes.TryGetValue(id, out var outbox) || outbox.Count > 0) return;
        _outboxes.TryRemove(id, out _);
        outbox.Dispose();
    }

    private void Change(SubscriptionTable table, bool anew = false)
    {
        if (ReferenceEquals(table, _table) && !anew) return;
        Volatile.Write(ref _table, table);
        // What was worked out for the table before may not stay.
        Volatile.Write(ref _routes, new(Resolve));
        Volatile.Write(ref _narrow, []);
    }

    private EventRoute Resolve(string type)
    {
        if (EventPattern.ProblemOfType(type) is { } problem) throw new ArgumentException(problem, nameof(type));
        List<EventTarget> targets = [];
        foreach (var subscriber in Table.Resolve(type, null))
        {
            var isHandler = _handlers.TryGetValue(subscriber.ComponentId, out var handler);
            targets.Add(new EventTarget(
                subscriber.ComponentId, isHandler ? handler.Emitter : subscriber.ComponentId, OutboxOf(subscriber.ComponentId), RowOf(type, subscriber.ComponentId),
                Survives: !isHandler, handler.Takes));
        }
        return new EventRoute(type, Policies.Of(type), [.. targets], _streams?.Of(type));
    }

    private Outbox MakeOutbox(string subscriber) =>
        _handlers.TryGetValue(subscriber, out var handler) ? new(subscriber, handler.Inbox, handler.Parts) : new(subscriber, _inboxOf(subscriber), _parts);

    private readonly record struct HandlerEntry(Inbox Inbox, string Emitter, EventOrigin? Takes, OutboxParts Parts);
}
