namespace Orleans;

/// <summary>A grain that can be reminded.</summary>
public interface IRemindable : IGrain
{
    /// <summary>Runs when a reminder is due; activates the grain if need be. Ticks that fell due while no silo ran are not made up for.</summary>
    /// <param name="reminderName">Which reminder.</param>
    /// <param name="status">When it was due.</param>
    Task ReceiveReminder(string reminderName, Runtime.TickStatus status);
}
