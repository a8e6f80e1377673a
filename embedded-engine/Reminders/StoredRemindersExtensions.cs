using Genesis.Embedded.Reminders;
using Genesis.Embedded.Storage;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;

namespace Genesis.Embedded;

/// <summary>Reminders that last as long as a grain storage does.</summary>
public static class StoredRemindersExtensions
{
    /// <summary>
    /// Keeps reminders in a grain storage, so that they survive a restart if it does. Takes up to some ten thousand reminders well: they
    /// are spread over 32 records, and a change writes one of them whole. Of several reminder tables the last one added is used.
    /// </summary>
    /// <param name="builder">The silo.</param>
    /// <param name="storageName">The name of the storage. An unknown one stops the silo's start.</param>
    public static ISiloBuilder UseStoredReminders(this ISiloBuilder builder, string storageName)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(storageName);
        builder.AddReminders();
        builder.Services.AddSingleton<IReminderTable>(services => new StoredReminderTable(services.GetRequiredService<StorageProviders>(), storageName));
        return builder;
    }
}
