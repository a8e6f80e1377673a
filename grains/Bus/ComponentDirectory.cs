using System.Collections.Concurrent;
using System.Collections.Immutable;
using Genesis.Hosting;
using Genesis.Resilience;
using Microsoft.Extensions.Options;

namespace Genesis;

/// <summary>The components that this process knows, and the ways to them. The registry keeps it up to date.</summary>
internal sealed class ComponentDirectory
{
    private readonly ConcurrentDictionary<string, TargetRoute> _routes = new(StringComparer.Ordinal);
    private readonly IGrainFactory _grains;
    private readonly IOptionsMonitor<ResilienceOptions> _options;
    private readonly MonotonicClock _clock;
    private readonly Action<TargetRoute, BreakerTransition> _breakerChanged;

    public ComponentDirectory(IGrainFactory grains, IOptionsMonitor<ResilienceOptions> options, MonotonicClock clock)
    {
        (_grains, _options, _clock) = (grains, options, clock);
        _breakerChanged = (way, transition) => BreakerChanged?.Invoke(way, transition);
        options.OnChange(changed =>
        {
            foreach (var route in _routes.Values) route.Configure(route.Registration, changed, clock.Now);
        });
    }

    /// <summary>Told when a breaker changed its state.</summary>
    public event Action<TargetRoute, BreakerTransition>? BreakerChanged;

    /// <summary>Told when a component is no longer known here.</summary>
    public event Action<TargetRoute>? Removed;

    /// <summary>Told when a component is registered, changed, or gone: then without a registration.</summary>
    public event Action<string, ComponentRegistration?>? Changed;

    public int Count => _routes.Count;

    /// <summary>All of them, in no order; without the snapshot and the locks of <c>Values</c>.</summary>
    public IEnumerable<TargetRoute> Routes => _routes.Select(static pair => pair.Value);

    public TargetRoute? Find(string id) => _routes.TryGetValue(id, out var route) ? route : null;

    /// <summary>Takes a registration, new or changed.</summary>
    /// <param name="registration">The registration.</param>
    /// <param name="grain">What stands for the component; its grain when left out.</param>
    public void Set(ComponentRegistration registration, IComponentGrain? grain = null)
    {
        registration = Normal(registration);
        if (_routes.TryGetValue(registration.Id, out var route))
        {
            route.Configure(registration, _options.CurrentValue, _clock.Now);
        }
        else
        {
            grain ??= _grains.GetGrain<IComponentGrain>(registration.Id);
            _routes.TryAdd(registration.Id, new TargetRoute(registration.Id, grain, registration, _options.CurrentValue, _breakerChanged));
        }
        Changed?.Invoke(registration.Id, registration);
    }

    public void Remove(string id)
    {
        if (!_routes.TryRemove(id, out var route)) return;
        Removed?.Invoke(route);
        Changed?.Invoke(id, null);
    }

    /// <summary>The registration as it is used: names of settings are compared without case, whichever way it came here.</summary>
    public static ComponentRegistration Normal(ComponentRegistration registration)
    {
        var settings = registration.Settings ?? ImmutableDictionary<string, string>.Empty;
        if ((settings.IsEmpty || settings.KeyComparer == StringComparer.OrdinalIgnoreCase) && !registration.Subscriptions.IsDefault) return registration;
        var builder = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in settings) builder[name] = value;
        return registration with { Settings = builder.ToImmutable(), Subscriptions = registration.Subscriptions.IsDefault ? [] : registration.Subscriptions };
    }

    /// <summary>Names the component that may have been meant, or null.</summary>
    public string? Nearest(string id) => Spelling.Nearest(id, _routes.Keys.Take(10_000)) is { } name ? $"Did you mean {name}?" : null;
}
