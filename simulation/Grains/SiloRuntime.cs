using Genesis.Simulations.Scheduling;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.GrainReferences;
using Orleans.Serialization;

namespace Genesis.Simulations.Grains;

/// <summary>The parts of one simulated silo that its activations and calls need.</summary>
internal sealed class SiloRuntime
{
    private IServiceProvider? _services;
    private Catalog? _catalog;
    private CallRunner? _runner;
    private GrainReferenceActivator? _references;
    private DeepCopier? _copier;
    private SiloLog? _log;
    private SiloMessagingOptions? _messaging;
    private GrainCollectionOptions? _collection;
    private long _lastActivation;

    public SiloRuntime(SimulationLoop loop, LoopContext context, TimeProvider time)
    {
        (Loop, Context, Time) = (loop, context, time);
        Trace = new SiloTrace(loop);
        Pending = new PendingCalls(loop, context, call => CallTimeout.Expire(this, call));
        Observers = new ObserverTable(this);
    }

    public SimulationLoop Loop { get; }

    public LoopContext Context { get; }

    public TimeProvider Time { get; }

    public SiloTrace Trace { get; }

    public PendingCalls Pending { get; }

    public ObserverTable Observers { get; }

    public SiloState State { get; set; }

    public IServiceProvider Services
    {
        get => _services ?? throw new InvalidOperationException("The silo is not built yet.");
        set => _services = value;
    }

    public Catalog Catalog => _catalog ??= new Catalog(this);

    public CallRunner Runner => _runner ??= new CallRunner(this);

    public GrainReferenceActivator References => _references ??= Services.GetRequiredService<GrainReferenceActivator>();

    public DeepCopier Copier => _copier ??= Services.GetRequiredService<DeepCopier>();

    public SiloLog Log => _log ??= new SiloLog(Services.GetRequiredService<ILoggerFactory>().CreateLogger("Genesis.Simulations.Silo"));

    public SiloMessagingOptions Messaging => _messaging ??= Services.GetRequiredService<IOptions<SiloMessagingOptions>>().Value;

    public GrainCollectionOptions Collection => _collection ??= Services.GetRequiredService<IOptions<GrainCollectionOptions>>().Value;

    public SiloAddress Address => field ??= Services.GetRequiredService<ILocalSiloDetails>().SiloAddress;

    /// <summary>Counts the activations of the silo.</summary>
    public long NextActivationNumber() => ++_lastActivation;

    /// <summary>Sends a call to its grain or observer, without registering it.</summary>
    public void Route(Call call)
    {
        try
        {
            if (call.Target.Type.IsClient()) Observers.Receive(call);
            else Catalog.Receive(call);
        }
        catch (Exception exception)
        {
            call.Place = CallPlace.Ended;
            if (!call.TryFail(exception)) Log.CallLost(exception, call.Target);
        }
    }

    /// <summary>Makes the exception for a call to a silo that stops or has ended.</summary>
    public SiloUnavailableException Unavailable(Call call) => new(State == SiloState.Stopped
        ? $"The silo of this reference has ended, so {call.Name} of grain {call.Target} was not sent. Get the reference anew from the "
            + $"silo that runs."
        : $"The local Orleans host is shutting down and cannot process {call.Name} of grain {call.Target}.");

    /// <summary>Completes tasks in nobody's context, until the scope is disposed.</summary>
    public CompletionScope Complete() => new(Loop);
}
