namespace Genesis.Storage;

/// <summary>Appends an entry.</summary>
internal sealed class JournalAppend(JournalEntry entry, Action<AppendResult>? late = null) : StoreOperation<AppendResult>
{
    public JournalEntry Entry { get; } = entry;

    public override long Bytes => Entry.PayloadUtf8.Length;

    public override bool Flush => true;

    protected override void SucceedLate() => late?.Invoke(Result);
}

/// <summary>Ends deliveries. It need not be flushed: an acknowledgement that a power cut takes back is given again.</summary>
internal sealed class JournalAcknowledge(IReadOnlyList<Acknowledgement> ends) : StoreOperation<bool>
{
    public IReadOnlyList<Acknowledgement> Ends { get; } = ends;
}

/// <summary>Gives a source its next epoch. Flushed: an epoch given twice would make new events look like old ones.</summary>
internal sealed class JournalEpoch(string source) : StoreOperation<long>
{
    public string Source { get; } = source;

    public override bool Flush => true;
}

/// <summary>Keeps a dead letter.</summary>
internal sealed class DeadLetterAdd(DeadLetter letter) : StoreOperation<long>
{
    public DeadLetter Letter { get; } = letter;

    public override long Bytes => Letter.Event.PayloadUtf8.Length;

    public override bool Flush => true;
}

/// <summary>Removes a dead letter.</summary>
internal sealed class DeadLetterRemove(long number) : StoreOperation<bool>
{
    public long Number { get; } = number;
}

/// <summary>Reads something from the journal's tables.</summary>
internal sealed class JournalRead<T>(Func<JournalTable, SqlSession, T> read) : StoreOperation<T>, IJournalRead
{
    public override bool Writes => false;

    public void Read(JournalTable table, SqlSession session) => Result = read(table, session);
}

/// <inheritdoc cref="JournalRead{T}"/>
internal interface IJournalRead
{
    void Read(JournalTable table, SqlSession session);
}
