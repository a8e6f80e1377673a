using Microsoft.Extensions.DependencyInjection;
using Orleans.Core.Internal;

namespace Genesis.Simulations.Grains;

/// <summary>One grain (or observer) in memory: its identity, its calls and its components.</summary>
internal sealed class Activation : IGrainContext, IGrainExtensionBinder, ICallChainReentrantGrainContext, IGrainManagementExtension
{
    private readonly ComponentBag _components = new();
    private readonly ActivationLife _life;
    private IServiceScope? _scope;
    private GrainReference? _reference;
    private GrainAddress? _address;
    private ActivationLifecycle? _lifecycle;
    private long _lastUsed;

    /// <param name="silo">The silo that holds the activation.</param>
    /// <param name="kind">The properties of the grain's class.</param>
    /// <param name="id">The grain's identity.</param>
    /// <param name="instance">An observer, which takes calls at once. Null for a grain, which is constructed in its first turn.</param>
    public Activation(SiloRuntime silo, GrainKind kind, GrainId id, object? instance)
    {
        (Silo, Kind, GrainId) = (silo, kind, id);
        Number = silo.NextActivationNumber();
        Hash = id.GetUniformHashCode();
        Requests = new RequestQueue(this);
        Turns = new ActivationScheduler(silo, this);
        _life = new ActivationLife(this);
        _lastUsed = silo.Loop.Clock.Now;
        if (instance is null) _life.Begin();
        else (GrainInstance, State) = (instance, ActivationState.Valid);
    }

    public SiloRuntime Silo { get; }

    public GrainKind Kind { get; }

    public GrainId GrainId { get; }

    /// <summary>Distinguishes the activations of a silo, in order of creation.</summary>
    public long Number { get; }

    public uint Hash { get; }

    /// <summary>The activation's name in a trace.</summary>
    public string Label => $"{GrainId}#{Number}";

    public ActivationState State { get; set; }

    public RequestQueue Requests { get; }

    public ActivationScheduler Turns { get; }

    public object? GrainInstance { get; set; }

    /// <summary>The timers of the grain, which end with the activation.</summary>
    public HashSet<IGrainTimer> Timers { get; } = [];

    public bool IsInactive => Requests.RunningCount == 0 && Requests.WaitingCount == 0;

    /// <summary>True for an activation that may be collected at some time.</summary>
    public bool IsCollectable => State == ActivationState.Valid && Kind.IsCollectable && KeepAliveUntil != DateTimeOffset.MaxValue;

    /// <summary>True for an activation that nobody has used for its collection age.</summary>
    public bool IsStale =>
        IsCollectable && IsInactive && Silo.Loop.Clock.Now - _lastUsed >= Kind.CollectionAge.Ticks
            && Silo.Time.GetUtcNow() >= KeepAliveUntil;

    /// <summary>The time before which the activation is not collected.</summary>
    public DateTimeOffset KeepAliveUntil { get; set; }

    public bool HasLifecycle => _lifecycle is not null;

    public bool HasScope => _scope is not null;

    public GrainReference GrainReference => _reference ??= Silo.References.CreateReference(GrainId, default);

    public ActivationId ActivationId => Address.ActivationId;

    public GrainAddress Address => _address ??= new GrainAddress
    {
        GrainId = GrainId,
        SiloAddress = Silo.Address,
        ActivationId = ActivationId.FromParsableString($"@{Number:x32}"),
    };

    // The scope is made at its first use: most grains never need one.
    public IServiceProvider ActivationServices => (_scope ??= Silo.Services.CreateScope()).ServiceProvider;

    public IGrainLifecycle ObservableLifecycle => _lifecycle ??= new ActivationLifecycle(Silo);

    public IWorkItemScheduler Scheduler => Turns;

    public Task Deactivated => _life.Deactivated;

    /// <summary>Puts a call into the queue of the activation.</summary>
    public void Receive(Call call)
    {
        if (IsOverloaded(call)) return;
        call.At = this;
        Requests.Add(call);
        Turns.QueueLook();
    }

    /// <summary>Starts a call, if one may start, or goes on with activation or deactivation. Runs in a turn.</summary>
    public void LookAtCalls()
    {
        if (_life.IsBusy) return;
        if (Requests.RunningCount == 0 && _life.HasWork)
        {
            _life.Run();
            return;
        }
        switch (State)
        {
            case ActivationState.Valid:
            case ActivationState.Deactivating:
                if (Requests.TakeNext(localOnly: State == ActivationState.Deactivating) is not { } call) return;
                // One call per turn: whatever else waits here may come between.
                if (Requests.HasUnchecked) Turns.QueueLook();
                if (call.KeepsAlive) _lastUsed = Silo.Loop.Clock.Now;
                Silo.Runner.Run(this, call);
                break;
            case ActivationState.Invalid:
                _life.SendOnWaiting();
                break;
        }
    }

    /// <summary>Ends a call and lets the calls behind it have their turn.</summary>
    public void OnEnded(Call call)
    {
        Requests.End(call);
        if (call.KeepsAlive) _lastUsed = Silo.Loop.Clock.Now;
        if (Requests.WaitingCount > 0 || _life.HasWork) Turns.QueueLook();
    }

    /// <summary>Cancels a call that waits or runs here. Runs in a turn.</summary>
    public void Cancel(Call call)
    {
        try
        {
            if (call.Place == CallPlace.Running) call.Request.TryCancel();
            else if (call.Place == CallPlace.Waiting && Requests.RemoveWaiting(call)) call.TryFail(new OperationCanceledException());
        }
        catch (Exception exception)
        {
            Silo.Log.CancellationFailed(exception, call.Name, GrainId);
        }
    }

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default) =>
        _life.Deactivate(deactivationReason, cancellationToken);

    public void Activate(Dictionary<string, object>? requestContext, CancellationToken cancellationToken = default)
    {
        // An activation of the simulation activates by itself.
    }

    public void ReceiveMessage(object message) =>
        throw new NotSupportedException("A simulated activation takes no messages of Orleans' network.");

    public void Rehydrate(IRehydrationContext context) => (context as IDisposable)?.Dispose();

    public void Migrate(Dictionary<string, object>? requestContext, CancellationToken cancellationToken = default)
    {
        // There is no other silo to migrate to.
    }

    public ValueTask DeactivateOnIdle()
    {
        Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "DeactivateOnIdle was called."));
        return default;
    }

    public ValueTask MigrateOnIdle() => default;

    public void OnEnterReentrantSection(Guid reentrancyId)
    {
        Requests.EnterSection(reentrancyId);
        if (Requests.WaitingCount > 0) Turns.QueueLook();
    }

    public void OnExitReentrantSection(Guid reentrancyId) => Requests.LeaveSection(reentrancyId);

    public object? GetTarget() => GrainInstance;

    public object? GetComponent(Type componentType)
    {
        if (componentType.IsInstanceOfType(GrainInstance)) return GrainInstance;
        if (componentType.IsInstanceOfType(this)) return this;
        if (_components.Find(componentType) is { } known) return known;
        var made = typeof(IGrainExtension).IsAssignableFrom(componentType)
            ? ActivationServices.GetKeyedService<IGrainExtension>(componentType)
                ?? throw new GrainExtensionNotInstalledException(
                    $"No extension of type {componentType} is installed on grain {GrainId}, and none is registered for all grains.")
            : ActivationServices.GetService(componentType);
        if (made is not null) _components.Set(componentType, made);
        return made;
    }

    public TComponent? GetComponent<TComponent>()
        where TComponent : class => GetComponent(typeof(TComponent)) as TComponent;

    public void SetComponent<TComponent>(TComponent? value)
        where TComponent : class
    {
        if (GrainInstance is TComponent || this is TComponent)
            throw new ArgumentException($"The grain or its context is a {typeof(TComponent)} itself, so the component cannot be replaced.",
                nameof(value));
        _components.Set(typeof(TComponent), value);
    }

    /// <summary>Gives the component of a type and makes it at first use.</summary>
    public TComponent GetOrAdd<TComponent>(Func<TComponent> make)
        where TComponent : class
    {
        if (_components.Find(typeof(TComponent)) is TComponent known) return known;
        var made = make();
        _components.Set(typeof(TComponent), made);
        return made;
    }

    public TExtensionInterface GetExtension<TExtensionInterface>()
        where TExtensionInterface : class, IGrainExtension => GetComponent<TExtensionInterface>()!;

    public (TExtension, TExtensionInterface) GetOrSetExtension<TExtension, TExtensionInterface>(Func<TExtension> newExtensionFunc)
        where TExtension : class, TExtensionInterface
        where TExtensionInterface : class, IGrainExtension
    {
        var known = _components.Find(typeof(TExtensionInterface));
        if (known is null) _components.Set(typeof(TExtensionInterface), known = newExtensionFunc());
        if (known is not TExtension extension)
            throw new InvalidCastException(
                $"The extension {typeof(TExtensionInterface)} of grain {GrainId} is a {known.GetType()}, not a {typeof(TExtension)}.");
        return (extension, GrainReference.Cast<TExtensionInterface>());
    }

    /// <summary>Disposes of the services that are scoped to the activation.</summary>
    public async ValueTask DisposeScope()
    {
        if (_scope is IAsyncDisposable scope) await scope.DisposeAsync();
        else _scope?.Dispose();
    }

    public bool Equals(IGrainContext? other) => ReferenceEquals(this, other);

    public override string ToString() => $"[{Label} {State}]";

    private bool IsOverloaded(Call call)
    {
        var limit = Kind.MaxWorkers > 0
            ? Silo.Messaging.MaxEnqueuedRequestsHardLimit_StatelessWorker : Silo.Messaging.MaxEnqueuedRequestsHardLimit;
        var count = Requests.RunningCount + Requests.WaitingCount;
        if (limit <= 0 || count <= limit || call.IsLocalOnly) return false;
        call.Place = CallPlace.Ended;
        call.TryFail(new LimitExceededException($"Grain {GrainId} has {count} calls queued or running, more than its limit of {limit}."));
        return true;
    }
}
