using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Genesis.Simulations.Grains;

/// <summary>The lifecycle of one activation, with Orleans' stages and order.</summary>
internal sealed class ActivationLifecycle(SiloRuntime silo)
    : LifecycleSubject(silo.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Orleans.Grain")), IGrainLifecycle
{
    public void AddMigrationParticipant(IGrainMigrationParticipant participant)
    {
        // A simulation has one silo, so no grain migrates.
    }

    public void RemoveMigrationParticipant(IGrainMigrationParticipant participant)
    {
    }
}
