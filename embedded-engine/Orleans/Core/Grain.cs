using Genesis.Embedded.Activations;
using Orleans.Runtime;

namespace Orleans;

/// <summary>The usual base class of grains. A grain may instead implement <see cref="IGrainBase"/> itself.</summary>
public abstract class Grain : IGrainBase, IAddressable
{
    private readonly IGrainRuntime? _runtime;

    /// <summary>Called by the engine's activation. Anywhere else the grain has no context, which suits plain unit tests of its methods.</summary>
    protected Grain()
        : this(RuntimeContext.Current!)
    {
    }

    /// <summary>For tests that bring a context and a runtime of their own.</summary>
    protected Grain(IGrainContext grainContext, IGrainRuntime? grainRuntime = null)
    {
        GrainContext = grainContext;
        _runtime = grainRuntime ?? (grainContext as Activation)?.Engine.GrainRuntime;
    }

    /// <summary>The activation.</summary>
    public IGrainContext GrainContext { get; private set; }

    /// <summary>A reference to this grain.</summary>
    public GrainReference GrainReference => GrainContext.GrainReference;

    /// <summary>The grain's type and key, as text.</summary>
    public string IdentityString => GrainContext.GrainId.ToString();

    /// <summary>Names the silo, for logs.</summary>
    public string RuntimeIdentity => _runtime?.SiloIdentity ?? "";

    internal IGrainRuntime Runtime => _runtime ?? throw new InvalidOperationException(
        $"This {GetType().Name} was made with new and has no engine. Get a reference from IGrainFactory.GetGrain, or give the constructor an IGrainContext and an IGrainRuntime.");

    /// <summary>Makes references to other grains.</summary>
    protected IGrainFactory GrainFactory => Runtime.GrainFactory;

    /// <summary>Services of this activation.</summary>
    protected internal IServiceProvider ServiceProvider => GrainContext?.ActivationServices ?? Runtime.ServiceProvider;

    /// <summary>Ends this activation once its running calls are done. The next call makes a new one.</summary>
    protected void DeactivateOnIdle() => Runtime.DeactivateOnIdle(GrainContext);

    /// <summary>Moves nowhere in a single process: the activation stays.</summary>
    protected void MigrateOnIdle() => GrainContext.Migrate(null);

    /// <summary>Positive: stays in memory at least so long. Zero: the usual collection again. Infinite: until told otherwise.</summary>
    protected void DelayDeactivation(TimeSpan timeSpan) => Runtime.DelayDeactivation(GrainContext, timeSpan);

    /// <summary>Runs before the first call. If it throws, the calls that wait fail with its exception and the next call tries again.</summary>
    public virtual Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Runs after the last call. Not run when the process dies, so nothing that matters may depend on it.</summary>
    public virtual Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Task.CompletedTask;
}
