using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Genesis.Embedded.Diagnostics;

// Reminders: event ids 1300 to 1399.
internal sealed partial class EngineLog
{
    [LoggerMessage(1300, LogLevel.Error, "Reminder '{Reminder}' of {Grain} failed. It ticks again after its period.")]
    public partial void ReminderFailed(Exception exception, string reminder, GrainId grain);

    [LoggerMessage(1301, LogLevel.Error, "The reminder table could not be read. The reminders known so far go on; it is read again in {Pause}.")]
    public partial void ReminderTableFailed(Exception exception, TimeSpan pause);

    [LoggerMessage(1302, LogLevel.Warning, "Reminder '{Reminder}' of {Grain} has the period {Period} in the table and is ignored: a period is above zero. Register it again.")]
    public partial void ReminderIgnored(string reminder, GrainId grain, TimeSpan period);

    [LoggerMessage(1303, LogLevel.Warning, "ReminderOptions.MinimumReminderPeriod is {Period}. Reminders are stored and read from a table: for less than a minute a grain timer costs far less.")]
    public partial void FastReminders(TimeSpan period);
}
