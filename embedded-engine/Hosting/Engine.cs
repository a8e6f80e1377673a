using Genesis.Embedded.Activations;
using Genesis.Embedded.Calls;
using Genesis.Embedded.Diagnostics;
using Genesis.Embedded.Filters;
using Genesis.Embedded.Proxies;
using Genesis.Embedded.Scheduling;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Genesis.Embedded.Hosting;

/// <summary>The parts of one running engine, and the way of a call into it.</summary>
internal sealed class Engine : ICallRouter
{
    private readonly long _timeoutMs;
    private long _lastActivation;
    private volatile EngineState _state = EngineState.Created;

    public Engine(
        IServiceProvider services, TimeProvider time, TurnExecutor executor, CallFilters filters, EngineMetrics metrics, EngineLog log,
        SiloMessagingOptions messaging, GrainCollectionOptions collection, GrainTypes types, string siloName, SiloAddress siloAddress)
    {
        (Services, Time, Executor, Filters, Metrics, Log) = (services, time, executor, filters, metrics, log);
        (MessagingOptions, CollectionOptions, Types, SiloName, SiloAddress) = (messaging, collection, types, siloName, siloAddress);
        Probe = executor.Probe;
        _timeoutMs = Milliseconds(messaging.ResponseTimeout);
        Catalog = new Catalog(this);
        References = new ReferenceFactory(this, types.ImplementationOf, InterfaceNames.Find);
        Observers = new LocalObservers(this, siloName);
        Factory = new EngineGrainFactory(services, References, Observers);
        GrainRuntime = new EngineGrainRuntime(this);
        metrics.Observe(Catalog);
    }

    public IServiceProvider Services { get; }
    public TimeProvider Time { get; }
    public TurnExecutor Executor { get; }

    /// <summary>Null unless the engine is simulated.</summary>
    public ITurnProbe? Probe { get; }

    public CallFilters Filters { get; }
    public EngineMetrics Metrics { get; }
    public EngineLog Log { get; }
    public SiloMessagingOptions MessagingOptions { get; }
    public GrainCollectionOptions CollectionOptions { get; }
    public GrainTypes Types { get; }
    public string SiloName { get; }
    public SiloAddress SiloAddress { get; }
    public Catalog Catalog { get; }
    public ReferenceFactory References { get; }
    public LocalObservers Observers { get; }
    public EngineGrainFactory Factory { get; }
    public IGrainRuntime GrainRuntime { get; }

    /// <summary>Knows the observers of other processes; set by the gateway.</summary>
    public IRemoteObservers? RemoteObservers { get; set; }

    public EngineState State
    {
        get => _state;
        set => _state = value;
    }

    /// <summary>True when a call for a grain that is not in memory cannot be served any more.</summary>
    public bool RefusesActivations => _state == EngineState.Stopped;

    Orleans.IGrainFactory ICallRouter.GrainFactory => Factory;

    bool ICallRouter.HasOutgoingFilters => Filters.HasOutgoing;

    public long NextActivationNumber() => Interlocked.Increment(ref _lastActivation);

    /// <summary>Unique within the silo's life: the silo's address and a counter make it.</summary>
    public ActivationId ActivationIdOf(Activation activation)
    {
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes, SiloAddress.GetConsistentHashCode());
        BitConverter.TryWriteBytes(bytes[8..], activation.Number);
        return new ActivationId(new Guid(bytes));
    }

    /// <summary>The response timeout of a method in ms.</summary>
    public long TimeoutOf(GrainMethod method) => method.TimeoutMs >= 0 ? method.TimeoutMs : _timeoutMs;

    public void Send(GrainReference target, ICall call)
    {
        ref var header = ref call.Header;
        header.Caller = RuntimeContext.Current as Activation;
        if (_state != EngineState.Running && Refuses(header.Caller))
        {
            Metrics.Rejected();
            call.TryFail(Stopping(call.Method.DisplayName, target.GrainId));
            return;
        }
        if (RequestContext.Values is { } values) header.Extra().Context = values;
        if (call.Method.TokenIndex >= 0)
        {
            CallTokens.Watch(call, MessagingOptions.WaitForCancellationAcknowledgement);
            if (call.Promise.IsCompleted) return;
        }
        var timeout = TimeoutOf(call.Method);
        header.Deadline = timeout == long.MaxValue ? long.MaxValue : Executor.Now + timeout;
        var activation = target.LastActivation;
        if (activation is null || activation.IsDead)
        {
            activation = Resolve(target.GrainId, call);
            if (activation is null) return;
            if (activation.Class.MaxWorkers == 0) target.LastActivation = activation;
        }
        Deliver(activation, call);
    }

    /// <summary>Sends a call that the engine itself makes: nobody's turn waits for it and no context travels with it, whatever runs on this thread.</summary>
    public void SendOwn(GrainId target, ICall call)
    {
        if (_state != EngineState.Running)
        {
            call.TryFail(Stopping(call.Method.DisplayName, target));
            return;
        }
        SendFor(target, call, TimeoutOf(call.Method));
    }

    /// <summary>Sends a call for a caller in another process, who waits for so many milliseconds more and takes the outcome through the call's sink.</summary>
    public void SendFor(GrainId target, ICall call, long timeout)
    {
        if (_state != EngineState.Running && Refuses(null))
        {
            Metrics.Rejected();
            call.TryFail(Stopping(call.Method.DisplayName, target));
            return;
        }
        call.Header.Deadline = timeout == long.MaxValue ? long.MaxValue : Executor.Now + timeout;
        if (Resolve(target, call) is { } activation) Deliver(activation, call);
    }

    public Task<T> SendThroughFilters<T>(GrainReference target, Call<T> call) => SendFiltered<T>(target, call);

    private async Task<T> SendFiltered<T>(GrainReference target, ICall call)
    {
        var result = await new OutgoingFilterContext(this, Filters.Outgoing, target, call).Run();
        return typeof(T) == typeof(Unit) || result is null ? default! : (T)result;
    }

    /// <summary>Puts a call into an activation's inbox, unless it is full.</summary>
    public void Deliver(Activation activation, ICall call)
    {
        if (Metrics.MeasuresDuration && call.Header.Extra() is { Sent: 0 } extras) extras.Sent = Metrics.Timestamp();
        if (QueueLimits.Check(activation) is { } overload)
        {
            if (activation.Class.MaxWorkers > 0) activation.Unpick();
            Metrics.Rejected();
            call.TryFail(overload);
            return;
        }
        var deadline = call.Header.Deadline;
        activation.Enqueue(call);
        if (activation.Class.MaxWorkers > 0) activation.Unpick();
        // After the push, so that either this sees the flag cleared or the sweep that clears it sees the call.
        if (deadline != long.MaxValue) Executor.Watch(activation, deadline);
    }

    public Exception Stopping(string method, GrainId id) => new SiloUnavailableException(
        $"Silo {SiloName} {(_state == EngineState.Created ? "has not started yet" : _state == EngineState.Stopped ? "has stopped" : "is stopping")}, so {method} of grain {id} was not run. Call again when it runs.");

    private Activation? Resolve(GrainId id, ICall call)
    {
        if (id.Type == LocalObservers.ObserverType)
        {
            if (Observers.Find(id) is { } observer) return observer;
            if (RemoteObservers is null || !RemoteObservers.TrySend(id, call)) call.TryFail(new ClientNotAvailableException(id));
            return null;
        }
        try
        {
            return Catalog.Get(Types.Get(id.Type), id);
        }
        catch (Exception exception)
        {
            call.TryFail(exception);
            return null;
        }
    }

    /// <summary>Before it runs nobody may call but its own startup; while it stops, only grains that must finish; afterwards nobody.</summary>
    private bool Refuses(Activation? caller) => _state switch
    {
        EngineState.Created => true,
        EngineState.Stopping => caller is null,
        EngineState.Stopped => true,
        _ => false,
    };

    public static long Milliseconds(TimeSpan time) =>
        time == Timeout.InfiniteTimeSpan || time >= TimeSpan.FromDays(365 * 100) ? long.MaxValue : (long)time.TotalMilliseconds;
}

/// <summary>The life of an engine.</summary>
internal enum EngineState
{
    Created,
    Running,
    Stopping,
    Stopped,
}

/// <summary>Sends calls to observers that live in client processes.</summary>
internal interface IRemoteObservers
{
    /// <summary>False when no connected client has the observer.</summary>
    bool TrySend(GrainId id, ICall call);
}
