namespace Genesis;

/// <summary>What the bus of this process has seen.</summary>
internal sealed class BusCounters
{
    private long _asks;
    private long _late;

    /// <summary>Answers that came after their asker had been told that time was up.</summary>
    public long LateAnswers => Volatile.Read(ref _late);

    public long Asks => Volatile.Read(ref _asks);

    public void CountLate() => Interlocked.Increment(ref _late);

    public long NextNumber() => Interlocked.Increment(ref _asks);
}
