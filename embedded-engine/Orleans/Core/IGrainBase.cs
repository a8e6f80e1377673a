using Orleans.Runtime;

namespace Orleans;

/// <summary>What a class must implement to be a grain. <see cref="Grain"/> does, and is the usual base class.</summary>
public interface IGrainBase
{
    /// <summary>The activation that this object lives in.</summary>
    IGrainContext GrainContext { get; }

    /// <summary>Runs once, before the first call. If it throws, that call fails and the next one tries a new activation.</summary>
    /// <param name="token">Cancelled when activation must be given up.</param>
    Task OnActivateAsync(CancellationToken token) => Task.CompletedTask;

    /// <summary>
    /// Runs after the last call. A process that is killed does not run it, so nothing that must survive may depend on it.
    /// </summary>
    /// <param name="reason">Why the activation ends.</param>
    /// <param name="token">Cancelled when the time allowed for deactivation is over.</param>
    Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token) => Task.CompletedTask;
}
