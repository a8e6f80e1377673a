using Genesis.Embedded.Reminders;
using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Hosting;

/// <summary>Reminders in memory.</summary>
public static class SiloBuilderReminderMemoryExtensions
{
    /// <summary>Adds reminders that end with the silo, for tests and development.</summary>
    public static ISiloBuilder UseInMemoryReminderService(this ISiloBuilder builder)
    {
        builder.AddReminders();
        builder.Services.AddSingleton<IReminderTable, InMemoryReminderTable>();
        return builder;
    }
}
