using System.Diagnostics.Metrics;
using Genesis.Chaos;
using Genesis.Operations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Genesis.Hosting;

/// <summary>Registers what operators need: faults, watches, loads.</summary>
internal static class OperationServices
{
    public static void Add(IServiceCollection services)
    {
        services.TryAddSingleton(static provider => new FaultMetrics(provider.GetService<IMeterFactory>()));
        services.TryAddSingleton<Faults>();
        services.TryAddSingleton<IFaults>(static provider => provider.GetRequiredService<Faults>());
        services.TryAddSingleton(static provider => new WatchSlots(provider.GetService<IMeterFactory>()));
        services.TryAddSingleton<LoadMeter>();
        services.AddSingleton(new ComponentTypeEntry(LoadComponent.Name, typeof(LoadComponent)) { IsBuiltIn = true });
    }
}
