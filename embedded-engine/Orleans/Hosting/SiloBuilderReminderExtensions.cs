using Genesis.Embedded.Reminders;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Runtime;
using Orleans.Timers;

namespace Orleans.Hosting;

/// <summary>Reminders of a silo; the table is added apart.</summary>
public static class SiloBuilderReminderExtensions
{
    /// <summary>Adds reminders. A reminder table must be registered too.</summary>
    public static ISiloBuilder AddReminders(this ISiloBuilder builder)
    {
        builder.Services.AddReminders();
        return builder;
    }

    /// <inheritdoc cref="AddReminders(ISiloBuilder)"/>
    public static void AddReminders(this IServiceCollection services)
    {
        if (services.Any(static service => service.ServiceType == typeof(ReminderHost))) return;
        services.AddSingleton<ReminderHost>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(static provider => provider.GetRequiredService<ReminderHost>());
        services.TryAddSingleton<IReminderRegistry, ReminderRegistry>();
    }
}
