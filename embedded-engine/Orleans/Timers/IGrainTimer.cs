namespace Orleans.Runtime;

/// <summary>A timer of an activation. Dispose it to stop it; it ends with the activation.</summary>
public interface IGrainTimer : IDisposable
{
    /// <summary>Starts the timer anew.</summary>
    /// <param name="dueTime">Time to the next tick; <see cref="Timeout.InfiniteTimeSpan"/> for none.</param>
    /// <param name="period">Time from the end of one tick to the next; <see cref="Timeout.InfiniteTimeSpan"/> for one tick only.</param>
    /// <exception cref="ArgumentOutOfRangeException">A time is negative and not infinite, or too long.</exception>
    void Change(TimeSpan dueTime, TimeSpan period);
}
