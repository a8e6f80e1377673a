using Orleans.Runtime;

namespace Orleans;

/// <summary>Stores reminders. Called by many grains at a time.</summary>
public interface IReminderTable
{
    /// <summary>Makes the table ready.</summary>
    Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    /// <summary>The reminders of a grain.</summary>
    Task<ReminderTableData> ReadRows(GrainId grainId);

    /// <summary>
    /// The reminders of the grains whose uniform hash is above <paramref name="begin"/> and up to <paramref name="end"/>; if
    /// <paramref name="begin"/> is not below <paramref name="end"/>, the range goes over the top, and equal bounds mean all.
    /// </summary>
    Task<ReminderTableData> ReadRows(uint begin, uint end);

    /// <summary>A reminder of a grain; null if there is none of this name.</summary>
    Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName);

    /// <summary>Writes a reminder, in place of one of the same name.</summary>
    /// <returns>The new version.</returns>
    Task<string?> UpsertRow(ReminderEntry entry);

    /// <summary>Removes a reminder, if the stored version is this one.</summary>
    /// <returns>Whether it was removed.</returns>
    Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag);

    /// <summary>Removes all reminders. For tests.</summary>
    Task TestOnlyClearTable();

    /// <summary>Lets go of what <see cref="StartAsync"/> took.</summary>
    Task StopAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;
}
