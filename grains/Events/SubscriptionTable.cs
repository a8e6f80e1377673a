using System.Collections.Immutable;

namespace Genesis.Events;

/// <summary>
/// Who gets which events. It never changes: what changes it makes a new one of the next version. What a type resolves to is remembered, so that
/// finding it again costs one look-up and no memory. Safe to read from any thread.
/// </summary>
internal sealed class SubscriptionTable
{
    /// <summary>How many patterns one component may have.</summary>
    public const int MaxPatternsOfComponent = 1000;

    private static readonly ImmutableDictionary<string, int> NoOne = ImmutableDictionary.Create<string, int>(StringComparer.Ordinal);

    private readonly ImmutableDictionary<string, ImmutableArray<ComponentSubscription>> _byComponent;
    private readonly ImmutableDictionary<string, ImmutableDictionary<string, int>> _byPattern;
    private TypeCache<Subscriber[]>? _resolved;

    private SubscriptionTable(
        long version,
        ImmutableDictionary<string, ImmutableArray<ComponentSubscription>> byComponent,
        ImmutableDictionary<string, ImmutableDictionary<string, int>> byPattern)
    {
        Version = version;
        _byComponent = byComponent;
        _byPattern = byPattern;
    }

    /// <summary>Nobody gets anything; version 0.</summary>
    public static SubscriptionTable Empty { get; } = new(
        0,
        ImmutableDictionary.Create<string, ImmutableArray<ComponentSubscription>>(StringComparer.Ordinal),
        ImmutableDictionary.Create<string, ImmutableDictionary<string, int>>(StringComparer.Ordinal));

    /// <summary>Grows by one with each change.</summary>
    public long Version { get; }

    /// <summary>Components with at least one subscription.</summary>
    public int ComponentCount => _byComponent.Count;

    /// <summary>Types whose subscribers are remembered at present.</summary>
    public int RememberedCount => _resolved?.Count ?? 0;

    /// <summary>Each component's subscriptions.</summary>
    public IEnumerable<SubscriptionChange> All => _byComponent.Select(pair => new SubscriptionChange(pair.Key, pair.Value));

    /// <summary>What a component subscribes to.</summary>
    public ImmutableArray<ComponentSubscription> Of(string componentId) => _byComponent.TryGetValue(componentId, out var subscriptions) ? subscriptions : [];

    /// <summary>
    /// Those who get an event: each once, by the highest priority among its patterns, higher ones first, equal ones in the order of their ids,
    /// which is the same in every process.
    /// </summary>
    /// <param name="type">Type of the event.</param>
    /// <param name="emitter">Who tells it, and so does not get it; null for nobody.</param>
    public Subscribers Resolve(string type, string? emitter)
    {
        var resolved = _resolved ?? Interlocked.CompareExchange(ref _resolved, new(Find), null) ?? _resolved;
        return new Subscribers(resolved.Get(type), emitter);
    }

    /// <summary>Adds a subscription of a component. If it has the pattern already, the new priority is taken.</summary>
    /// <exception cref="ArgumentException">The pattern or the id is wrong, or there are too many patterns.</exception>
    public SubscriptionTable With(string componentId, ComponentSubscription subscription) =>
        With(componentId, Of(componentId).RemoveAll(other => other.Pattern == subscription.Pattern).Add(subscription));

    /// <summary>Sets all that a component subscribes to.</summary>
    /// <exception cref="ArgumentException">A pattern or the id is wrong, or there are too many patterns.</exception>
    public SubscriptionTable With(string componentId, ImmutableArray<ComponentSubscription> subscriptions) =>
        With([new SubscriptionChange(componentId, subscriptions)]);

    /// <summary>Applies changes of many components at once.</summary>
    /// <exception cref="ArgumentException">A pattern or an id is wrong, or there are too many patterns; then nothing is changed.</exception>
    public SubscriptionTable With(IEnumerable<SubscriptionChange> changes)
    {
        var byComponent = _byComponent.ToBuilder();
        var byPattern = _byPattern.ToBuilder();
        var changed = false;
        foreach (var change in changes)
        {
            Check(change);
            var older = byComponent.TryGetValue(change.ComponentId, out var subscriptions) ? subscriptions : [];
            var newer = Distinct(change.Subscriptions);
            if (SameSubscriptions(older, newer))
                continue;
            changed = true;
            foreach (var subscription in older)
                Remove(byPattern, subscription.Pattern, change.ComponentId);
            foreach (var subscription in newer)
                byPattern[subscription.Pattern] = byPattern.GetValueOrDefault(subscription.Pattern, NoOne).SetItem(change.ComponentId, subscription.Priority);
            if (newer.IsEmpty)
                byComponent.Remove(change.ComponentId);
            else
                byComponent[change.ComponentId] = newer;
        }
        return changed ? new SubscriptionTable(Version + 1, byComponent.ToImmutable(), byPattern.ToImmutable()) : this;
    }

    /// <summary>Removes one subscription of a component, if it has it.</summary>
    public SubscriptionTable Without(string componentId, string pattern) =>
        With(componentId, Of(componentId).RemoveAll(subscription => subscription.Pattern == pattern));

    /// <summary>Removes a component.</summary>
    public SubscriptionTable Without(string componentId) => With(componentId, []);

    /// <summary>The changes that make another table of this one, ordered by component; <see cref="With(IEnumerable{SubscriptionChange})"/> applies them.</summary>
    public ImmutableArray<SubscriptionChange> ChangesTo(SubscriptionTable other) =>
    [
        .. other._byComponent.Where(pair => !SameSubscriptions(Of(pair.Key), pair.Value)).Select(pair => new SubscriptionChange(pair.Key, pair.Value))
            .Concat(_byComponent.Keys.Where(id => !other._byComponent.ContainsKey(id)).Select(id => new SubscriptionChange(id, [])))
            .OrderBy(change => change.ComponentId, StringComparer.Ordinal),
    ];

    private static ImmutableArray<ComponentSubscription> Distinct(ImmutableArray<ComponentSubscription> subscriptions)
    {
        if (subscriptions.IsDefaultOrEmpty)
            return [];
        return subscriptions.Length == 1
            ? subscriptions
            : [.. subscriptions.GroupBy(subscription => subscription.Pattern, StringComparer.Ordinal).Select(group => group.Last())];
    }

    private static bool SameSubscriptions(ImmutableArray<ComponentSubscription> some, ImmutableArray<ComponentSubscription> others) =>
        some.Length == others.Length && some.All(others.Contains);

    private static void Remove(ImmutableDictionary<string, ImmutableDictionary<string, int>>.Builder byPattern, string pattern, string componentId)
    {
        var rest = byPattern[pattern].Remove(componentId);
        if (rest.IsEmpty)
            byPattern.Remove(pattern);
        else
            byPattern[pattern] = rest;
    }

    private static void Check(SubscriptionChange change)
    {
        if (string.IsNullOrEmpty(change.ComponentId))
            throw new ArgumentException("A subscription needs the id of the component that is to get the events.", nameof(change));
        if (change.Subscriptions.IsDefaultOrEmpty)
            return;
        if (change.Subscriptions.Length > MaxPatternsOfComponent)
            throw new ArgumentException($"Component '{change.ComponentId}' has {change.Subscriptions.Length} subscriptions; at most {MaxPatternsOfComponent} are allowed. Use prefixes such as trade.*.", nameof(change));
        foreach (var subscription in change.Subscriptions)
        {
            if (EventPattern.ProblemOfPattern(subscription.Pattern) is { } problem)
                throw new ArgumentException($"Component '{change.ComponentId}' cannot subscribe. {problem}", nameof(change));
        }
    }

    private Subscriber[] Find(string type)
    {
        var priorities = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var pattern in EventPattern.PatternsOf(type))
        {
            if (!_byPattern.TryGetValue(pattern, out var subscribers))
                continue;
            foreach (var (id, priority) in subscribers)
                priorities[id] = priorities.TryGetValue(id, out var other) ? Math.Max(other, priority) : priority;
        }
        var all = priorities.Select(pair => new Subscriber(pair.Key, pair.Value)).ToArray();
        Array.Sort(all, static (x, y) => x.Priority == y.Priority ? string.CompareOrdinal(x.ComponentId, y.ComponentId) : y.Priority.CompareTo(x.Priority));
        return all;
    }
}
