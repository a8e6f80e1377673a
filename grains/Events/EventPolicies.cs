namespace Genesis.Events;

/// <summary>
/// The policy of each event type, from the options and the defaults that fit trading data. Each setting comes from the most particular pattern
/// that says it. Never changes; when the options do, there is a new one. Safe from any thread.
/// </summary>
public sealed class EventPolicies
{
    private static readonly Dictionary<string, EventTypeOptions> Defaults = MakeDefaults();

    private readonly EventOptions _options;
    private readonly TypeCache<EventPolicy> _policies;

    /// <summary>The policies that options say. The options must not change any more.</summary>
    public EventPolicies(EventOptions options)
    {
        _options = options;
        _policies = new(Resolve);
    }

    /// <summary>The policy of a type.</summary>
    public EventPolicy Of(string type) => _policies.Get(type);

    /// <summary>The settings that hold for a type or pattern, most particular first: of each pattern the options' own, then the default.</summary>
    internal static IEnumerable<EventTypeOptions> SettingsOf(EventOptions options, string typeOrPattern)
    {
        foreach (var pattern in EventPattern.PatternsOf(typeOrPattern))
        {
            if (options.Types.TryGetValue(pattern, out var own))
                yield return own;
            if (Defaults.TryGetValue(pattern, out var usual))
                yield return usual;
        }
    }

    private static Dictionary<string, EventTypeOptions> MakeDefaults()
    {
        var defaults = new Dictionary<string, EventTypeOptions>(StringComparer.Ordinal);

        // Only the latest of a symbol is worth anything.
        Add(new() { Overflow = OverflowPolicy.Conflate, Flows = true }, "quote", "book", "price_update", "market.quote", "market.book");

        // Each one counts: a trade or candle left out falsifies volumes, a delta left out falsifies the book.
        Add(new() { Overflow = OverflowPolicy.Wait, Flows = true }, "trade", "candle", "book.delta", "market.trade", "market.candle", "market.book.delta");

        Add(new() { Durable = true, Priority = EventPriority.Critical }, "order", "fill", "risk", "mode", "system.mode");

        // Wanted most when much fails, and then there are many: they pass in every mode, but displace nothing and cost no journal.
        Add(new() { Overflow = OverflowPolicy.DropOldest, Priority = EventPriority.High, Flows = true }, "component.lifecycle");

        // Load for measuring: nothing of it may be lost to faults that are injected beside it.
        Add(new() { Overflow = OverflowPolicy.Wait, Retries = 10, WaitLimit = TimeSpan.FromSeconds(10) }, "bench");
        return defaults;

        void Add(EventTypeOptions options, params ReadOnlySpan<string> types)
        {
            foreach (var type in types)
                defaults[type] = defaults[$"{type}.*"] = options;
        }
    }

    // An overflow policy never takes a type's durability away: that must be said.
    private EventPolicy Resolve(string type)
    {
        EventTypeOptions found = new();
        foreach (var settings in SettingsOf(_options, type))
        {
            found.Overflow ??= settings.Overflow;
            found.Durable ??= settings.Durable;
            found.Priority ??= settings.Priority;
            found.TimeToLive ??= settings.TimeToLive;
            found.Retries ??= settings.Retries;
            found.Flows ??= settings.Flows;
            found.WaitLimit ??= settings.WaitLimit;
        }
        return new EventPolicy(
            found.Durable == true ? OverflowPolicy.Durable : found.Overflow ?? OverflowPolicy.DropNewest,
            found.Priority ?? EventPriority.Normal,
            found.TimeToLive,
            found.Retries ?? 0,
            found.Flows ?? false,
            found.WaitLimit ?? _options.WaitLimit);
    }
}
