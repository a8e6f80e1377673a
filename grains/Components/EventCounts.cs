namespace Genesis;

/// <summary>What the ledger does not count: things that happen to events on their way. Safe from any thread.</summary>
internal sealed class EventCounts
{
    private long _duplicates;
    private long _retries;
    private long _warnings;
    private long _spilled;
    private long _lettersLost;

    public long Duplicates => Volatile.Read(ref _duplicates);

    public long Retries => Volatile.Read(ref _retries);

    public long MailboxWarnings => Volatile.Read(ref _warnings);

    public long Spilled => Volatile.Read(ref _spilled);

    /// <summary>Dead letters that could not be stored.</summary>
    public long LettersLost => Volatile.Read(ref _lettersLost);

    public void Duplicate() => Interlocked.Increment(ref _duplicates);

    public void Retry() => Interlocked.Increment(ref _retries);

    public void MailboxWarning() => Interlocked.Increment(ref _warnings);

    public void Spill() => Interlocked.Increment(ref _spilled);

    public void LetterLost() => Interlocked.Increment(ref _lettersLost);
}
