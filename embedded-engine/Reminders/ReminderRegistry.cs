using Microsoft.Extensions.Options;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Timers;

namespace Genesis.Embedded.Reminders;

/// <summary>What grains ask for reminders; checks what they ask.</summary>
internal sealed class ReminderRegistry(ReminderHost host, IOptions<ReminderOptions> options) : IReminderRegistry
{
    public Task<IGrainReminder> RegisterOrUpdateReminder(GrainId callingGrainId, string reminderName, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime < TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(dueTime), dueTime, $"Reminder '{reminderName}': the time to the first tick is zero or more, and not infinite.");
        if (period < TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(period), period, $"Reminder '{reminderName}': the period is above zero and not infinite. For one tick only, unregister the reminder in ReceiveReminder.");
        var least = options.Value.MinimumReminderPeriod;
        if (period < least || period == TimeSpan.Zero)
            throw new ArgumentException(
                $"Reminder '{reminderName}' has the period {period}, and the least is {least}. For less use RegisterGrainTimer, or lower ReminderOptions.MinimumReminderPeriod.", nameof(period));
        CheckName(reminderName);
        return Service().Register(callingGrainId, reminderName, dueTime, period);
    }

    public Task UnregisterReminder(GrainId callingGrainId, IGrainReminder reminder)
    {
        ArgumentNullException.ThrowIfNull(reminder);
        if (reminder is not GrainReminder known)
            throw new ArgumentException($"This is no handle of a reminder but a {reminder.GetType().Name}. Pass what RegisterOrUpdateReminder or GetReminder gave.", nameof(reminder));
        return Service().Unregister(known);
    }

    public Task<IGrainReminder?> GetReminder(GrainId callingGrainId, string reminderName)
    {
        CheckName(reminderName);
        return Service().Get(callingGrainId, reminderName);
    }

    public Task<List<IGrainReminder>> GetReminders(GrainId callingGrainId) => Service().GetAll(callingGrainId);

    private ReminderService Service() => RuntimeContext.Current is null
        ? throw new InvalidOperationException("Reminders belong to grains: register, get and unregister them in a grain's own code, not from Task.Run or outside any grain.")
        : host.Service;

    private static void CheckName(string name)
    {
        if (string.IsNullOrEmpty(name)) throw new ArgumentException("A reminder has a name.", nameof(name));
    }
}
