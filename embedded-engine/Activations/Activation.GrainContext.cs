using System.Collections.Concurrent;
using Orleans;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Genesis.Embedded.Activations;

// The face that grain code sees.
internal sealed partial class Activation : IGrainContext, IWorkItemScheduler
{
    private ConcurrentDictionary<Type, object>? _components;

    public GrainReference GrainReference => Engine.References.Untyped(GrainId);

    public ActivationId ActivationId => Engine.ActivationIdOf(this);

    public GrainAddress Address => new() { GrainId = GrainId, ActivationId = ActivationId, SiloAddress = Engine.SiloAddress };

    public IGrainLifecycle ObservableLifecycle => _lifecycle ??= new GrainLifecycle(this);

    public IWorkItemScheduler Scheduler => this;

    void IWorkItemScheduler.QueueAction(Action action) => Post(static work => ((Action)work!)(), action);

    void IWorkItemScheduler.QueueAction(Action<object> action, object state) => Post(new SendOrPostCallback(action!), state);

    void IWorkItemScheduler.QueueTask(Task task) => task.Start(this);

    /// <summary>A component of the activation: one of the given type, or the grain itself if it is of that type.</summary>
    public TComponent? GetComponent<TComponent>() where TComponent : class =>
        _components is { } all && all.TryGetValue(typeof(TComponent), out var component) ? (TComponent)component : GrainInstance as TComponent;

    public void SetComponent<TComponent>(TComponent? value) where TComponent : class
    {
        if (value is null)
        {
            _components?.TryRemove(typeof(TComponent), out _);
            return;
        }
        var all = _components ?? Interlocked.CompareExchange(ref _components, new(), null) ?? _components;
        all[typeof(TComponent)] = value;
    }

    /// <summary>The component, made on first use.</summary>
    public TComponent GetOrAddComponent<TComponent>(Func<Activation, TComponent> make) where TComponent : class
    {
        if (_components is { } all && all.TryGetValue(typeof(TComponent), out var component)) return (TComponent)component;
        var made = make(this);
        SetComponent(made);
        return made;
    }

    object? ITargetHolder.GetTarget() => GrainInstance;

    object? ITargetHolder.GetComponent(Type componentType) =>
        _components is { } all && all.TryGetValue(componentType, out var component) ? component
        : componentType.IsInstanceOfType(GrainInstance) ? GrainInstance : null;

    void IGrainContext.Activate(Dictionary<string, object>? requestContext, CancellationToken cancellationToken) =>
        Post(static self => ((Activation)self!).ActivateIfNew(), this);

    void IGrainContext.ReceiveMessage(object message) => Enqueue(message as Calls.ICall
        ?? throw new ArgumentException("Messages are calls made by references. Call the grain through its interface.", nameof(message)));

    /// <summary>There is nowhere to go in one process: the activation stays.</summary>
    public void Migrate(Dictionary<string, object>? requestContext, CancellationToken cancellationToken = default)
    {
    }

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default) =>
        RequestDeactivation(deactivationReason, cancellationToken);

    public bool Equals(IGrainContext? other) => ReferenceEquals(this, other);
}
