using System.Collections.Concurrent;
using Genesis.Resilience;

namespace Genesis;

/// <summary>The way from this process to one component, with what is known about it: its breaker, its limit and its types of requests.</summary>
internal sealed class TargetRoute(string id, IComponentGrain grain, ComponentRegistration registration, ResilienceOptions options, Action<TargetRoute, BreakerTransition> changed)
{
    // A component has few request types; an asker that makes up names must not fill the memory.
    private const int MostTypes = 256;

    private readonly ConcurrentDictionary<string, RequestRoute> _types = new(concurrencyLevel: 1, capacity: 3, StringComparer.Ordinal);
    private RequestRoute? _last;
    private CircuitBreaker? _breaker;
    private LocalPath? _local;
    private long _localAsks;
    private long _grainAsks;

    public string Id => id;

    public IComponentGrain Grain => grain;

    public ComponentRegistration Registration { get; private set; } = registration;

    public ResilienceOptions Options { get; private set; } = options;

    /// <summary>The way without a grain call, while the component is active in this process and the settings allow it.</summary>
    public LocalPath? Local
    {
        get => Options.LocalPath ? Volatile.Read(ref _local) : null;
        set => Volatile.Write(ref _local, value);
    }

    /// <summary>The activation is about to go; another one may have come meanwhile.</summary>
    public void Forget(LocalPath path) => Interlocked.CompareExchange(ref _local, null, path);

    /// <summary>Asks that have come to the component on that way.</summary>
    public long LocalAsks => Volatile.Read(ref _localAsks);

    /// <summary>Counts one of them, on the component's turn.</summary>
    public void CountLocal() => Volatile.Write(ref _localAsks, _localAsks + 1);

    /// <summary>Asks that were made as grain calls, retries apart.</summary>
    public long GrainAsks => Volatile.Read(ref _grainAsks);

    /// <summary>Counts one of them, on any thread.</summary>
    public void CountGrain() => Interlocked.Increment(ref _grainAsks);

    public CircuitBreaker Breaker => _breaker ?? Make();

    /// <summary>Does not make one: most components never fail.</summary>
    public BreakerState BreakerState => _breaker?.State ?? BreakerState.Closed;

    public ConcurrencyLimit Limit { get; } = new(options.Concurrency);

    public RetryBudget Budget { get; } = new(options.Retry);

    /// <summary>Request types seen so far, in no order.</summary>
    public IEnumerable<RequestRoute> Types => _types.Select(static pair => pair.Value);

    private CircuitBreaker Make()
    {
        var made = new CircuitBreaker(Options.Breaker, transition => changed(this, transition));
        return Interlocked.CompareExchange(ref _breaker, made, null) ?? made;
    }

    public void Report(in BreakerEntry entry, Reply reply, TimeSpan now) => Breaker.Report(entry, reply, now);

    public RequestRoute For(string type)
    {
        // Mostly the same type again, by the same constant.
        if (_last is { } last && ReferenceEquals(last.Type, type)) return last;
        if (!_types.TryGetValue(type, out var route))
        {
            if (_types.Count >= MostTypes) return new RequestRoute(this, type);
            route = _types.GetOrAdd(type, static (type, self) => new RequestRoute(self, type), this);
        }
        return _last = route;
    }

    /// <summary>Takes over a changed registration or changed settings; asks under way keep what they began with.</summary>
    public void Configure(ComponentRegistration registration, ResilienceOptions options, TimeSpan now)
    {
        Registration = registration;
        Options = options;
        _breaker?.Configure(options.Breaker);
        Limit.Configure(options.Concurrency, now);
        Budget.Configure(options.Retry);
        foreach (var type in _types.Values) type.Configure(now);
    }
}
