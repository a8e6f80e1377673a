using System.Reflection;
using Genesis.Embedded.Activations;
using Genesis.Embedded.Storage;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Core;
using Orleans.Providers;
using Orleans.Runtime;
using Orleans.Timers;

namespace Genesis.Embedded.Hosting;

/// <summary>What grains get from their engine.</summary>
internal sealed class EngineGrainRuntime(Engine engine) : IGrainRuntime
{
    public string SiloIdentity => engine.SiloName;
    public SiloAddress SiloAddress => engine.SiloAddress;
    public IGrainFactory GrainFactory => OnTurn(engine.Factory);
    public ITimerRegistry TimerRegistry => OnTurn(engine.Services.GetRequiredService<ITimerRegistry>());
    public IServiceProvider ServiceProvider => OnTurn(engine.Services);
    public TimeProvider TimeProvider => engine.Time;

    public void DeactivateOnIdle(IGrainContext grainContext) =>
        grainContext.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "DeactivateOnIdle was called."));

    public void DelayDeactivation(IGrainContext grainContext, TimeSpan timeSpan) => ((Activation)grainContext).KeepFor(timeSpan);

    private static T OnTurn<T>(T service) => RuntimeContext.Current is null ? throw new InvalidOperationException(
        "What a grain has from its engine (GrainFactory, timers, services) is there on the grain's own turns only, and this thread runs none of them: "
        + "it is inside Task.Run or after ConfigureAwait(false). Fetch it before that, or take IGrainFactory in the constructor.") : service;

    public IStorage<TGrainState> GetStorage<TGrainState>(IGrainContext grainContext)
    {
        ArgumentNullException.ThrowIfNull(grainContext);
        var activation = (Activation)grainContext;
        var type = activation.GrainInstance?.GetType()
            ?? throw new InvalidOperationException($"{activation.GrainId} has not been constructed yet: its state is read afterwards.");
        var name = type.GetCustomAttribute<StorageProviderAttribute>(inherit: true)?.ProviderName;
        return new StateStorage<TGrainState>("state", activation, engine.Services.GetRequiredService<StorageProviders>().Get(name, $"Grain class {type.FullName}"));
    }
}
