using Orleans.Runtime;

namespace Orleans.Timers;

/// <summary>Registers the reminders of grains.</summary>
public interface IReminderRegistry
{
    /// <summary>Registers a reminder, or changes the times of the one of this name.</summary>
    /// <param name="callingGrainId">The grain.</param>
    /// <param name="reminderName">The name within the grain.</param>
    /// <param name="dueTime">Time to the first tick.</param>
    /// <param name="period">Time between ticks; not below the configured minimum.</param>
    Task<IGrainReminder> RegisterOrUpdateReminder(GrainId callingGrainId, string reminderName, TimeSpan dueTime, TimeSpan period);

    /// <summary>Removes a reminder.</summary>
    Task UnregisterReminder(GrainId callingGrainId, IGrainReminder reminder);

    /// <summary>The reminder of this name; null if there is none.</summary>
    Task<IGrainReminder?> GetReminder(GrainId callingGrainId, string reminderName);

    /// <summary>The grain's reminders.</summary>
    Task<List<IGrainReminder>> GetReminders(GrainId callingGrainId);
}
