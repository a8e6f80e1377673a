using Genesis.Simulations.Grains;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Core;
using Orleans.Storage;
using Orleans.Timers;

namespace Genesis.Simulations.Hosting;

/// <summary>The services of a silo that the base class Grain offers.</summary>
internal sealed class SimulatedGrainRuntime(SiloRuntime silo, IServiceProvider services) : IGrainRuntime
{
    public string SiloIdentity => SiloAddress.ToString();

    public SiloAddress SiloAddress => silo.Address;

    public IGrainFactory GrainFactory => Checked().GetRequiredService<IGrainFactory>();

    public ITimerRegistry TimerRegistry => Checked().GetRequiredService<ITimerRegistry>();

    public IServiceProvider ServiceProvider => Checked();

    public TimeProvider TimeProvider => silo.Time;

    public void DeactivateOnIdle(IGrainContext grainContext)
    {
        Check(grainContext);
        grainContext.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationRequested,
            $"{nameof(DeactivateOnIdle)} was called."));
    }

    public void DelayDeactivation(IGrainContext grainContext, TimeSpan timeSpan)
    {
        Check(grainContext);
        var activation = (Activation)grainContext;
        if (timeSpan == TimeSpan.MaxValue || timeSpan == Timeout.InfiniteTimeSpan) activation.KeepAliveUntil = DateTimeOffset.MaxValue;
        else activation.KeepAliveUntil = timeSpan <= TimeSpan.Zero ? default : silo.Time.GetUtcNow() + timeSpan;
    }

    public IStorage<TGrainState> GetStorage<TGrainState>(IGrainContext grainContext)
    {
        ArgumentNullException.ThrowIfNull(grainContext);
        var storage = GrainStorageHelpers.GetGrainStorage(grainContext.GrainInstance!.GetType(), Checked());
        return new StateStorageBridge<TGrainState>("state", grainContext, storage);
    }

    private IServiceProvider Checked()
    {
        Check(silo.Loop.Current);
        return services;
    }

    private static void Check(IGrainContext? grain)
    {
        if (grain is null)
            throw new InvalidOperationException(
                "Activation access violation. A non-activation thread attempted to access activation services.");
        if (grain is Activation { State: ActivationState.Invalid })
            throw new InvalidOperationException($"Attempt to access an invalid activation: {grain}");
    }
}
