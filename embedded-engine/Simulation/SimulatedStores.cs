using Genesis.Embedded.Reminders;
using Genesis.Embedded.Simulating;
using Genesis.Embedded.Storage;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.Storage;

namespace Genesis.Embedded;

/// <summary>
/// Grain storage and a reminder table that outlive the silos of a simulation. Make one outside the simulation and add it in the silo's configuration.
/// </summary>
public sealed class SimulatedStores
{
    private readonly Dictionary<string, MemoryRecords> _records = [];
    private readonly InMemoryReminderTable _reminders = new();

    /// <summary>
    /// Virtual time that an operation on grain storage takes. What is written is there after half of it: a silo that is killed in between may have written or not, as in life. Default: none.
    /// </summary>
    public TimeSpan Latency { get; set; }

    /// <summary>Adds grain storage under a name; "Default" is also the one for states that name none.</summary>
    public SimulatedStores AddStorage(ISiloBuilder silo, string name = "Default")
    {
        if (!_records.TryGetValue(name, out var records)) _records[name] = records = new MemoryRecords();
        silo.Services.AddKeyedSingleton<IGrainStorage>(name, (services, _) =>
            new SlowStorage(new MemoryStorage(services.GetRequiredService<StateJson>(), name, records), () => Latency, services.GetRequiredService<TimeProvider>()));
        if (name == "Default") silo.Services.AddSingleton(services => services.GetRequiredKeyedService<IGrainStorage>(name));
        return this;
    }

    /// <summary>Adds reminders and the table that keeps them.</summary>
    public SimulatedStores AddReminders(ISiloBuilder silo)
    {
        silo.AddReminders();
        silo.Services.AddSingleton<Orleans.IReminderTable>(_reminders);
        return this;
    }
}
