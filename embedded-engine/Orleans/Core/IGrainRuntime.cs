using Orleans.Core;
using Orleans.Timers;

namespace Orleans.Runtime;

/// <summary>What the engine offers to grain base classes. Replace it to unit-test a grain without an engine.</summary>
public interface IGrainRuntime
{
    /// <summary>The silo's identity as text.</summary>
    string SiloIdentity { get; }

    /// <summary>The silo's address.</summary>
    SiloAddress SiloAddress { get; }

    /// <summary>Makes references to grains.</summary>
    IGrainFactory GrainFactory { get; }

    /// <summary>Makes timers.</summary>
    ITimerRegistry TimerRegistry { get; }

    /// <summary>The silo's services.</summary>
    IServiceProvider ServiceProvider { get; }

    /// <summary>The clock.</summary>
    TimeProvider TimeProvider => TimeProvider.System;

    /// <summary>Deactivates the activation as soon as it is idle.</summary>
    void DeactivateOnIdle(IGrainContext grainContext);

    /// <summary>Keeps the activation from being collected.</summary>
    /// <param name="grainContext">The activation.</param>
    /// <param name="timeSpan">For how long from now; negative takes an earlier delay back.</param>
    void DelayDeactivation(IGrainContext grainContext, TimeSpan timeSpan);

    /// <summary>The stored state of a grain derived from <see cref="Grain{TGrainState}"/>.</summary>
    IStorage<TGrainState> GetStorage<TGrainState>(IGrainContext grainContext);
}
