namespace Genesis.Storage;

/// <summary>Something to be done by a store. It is done once, or given up by whichever comes first.</summary>
internal abstract class StoreOperation
{
    private const int Waiting = 0;
    private const int Taken = 1;
    private const int Done = 2;

    private int _state;

    /// <summary>Timestamp after which nobody waits any more.</summary>
    public long Deadline { get; set; }

    /// <summary>Bytes it holds while it waits, and writes.</summary>
    public virtual long Bytes => 0;

    /// <summary>Bytes before compression.</summary>
    public virtual long RawBytes => Bytes;

    /// <summary>Whether it needs a transaction.</summary>
    public virtual bool Writes => true;

    /// <summary>Whether it must survive a power cut once it is done.</summary>
    public virtual bool Flush => false;

    /// <summary>Whether it is not to wait for company.</summary>
    public bool Hurries => Flush || !Writes;

    /// <summary>How often it was tried before.</summary>
    public int Attempts { get; set; }

    /// <summary>What can be done before the transaction, such as serialising. What it throws is the answer.</summary>
    public virtual void Prepare()
    {
    }

    /// <summary>Claims it for work; false if it was given up.</summary>
    public bool TryTake() => Interlocked.CompareExchange(ref _state, Taken, Waiting) == Waiting;

    /// <summary>Whether its caller has had an answer.</summary>
    public bool IsDone => Volatile.Read(ref _state) == Done;

    /// <summary>Answers the caller with the result.</summary>
    public void Succeed()
    {
        if (Interlocked.Exchange(ref _state, Done) != Done) SetResult();
        else SucceedLate();
    }

    /// <summary>Answers the caller with an error; false if there was an answer already.</summary>
    public bool Fail(Exception exception)
    {
        if (Interlocked.Exchange(ref _state, Done) == Done) return false;
        SetException(exception);
        return true;
    }

    /// <summary>It is done after all, and its caller was told that it could not be.</summary>
    protected virtual void SucceedLate()
    {
    }

    protected abstract void SetResult();

    protected abstract void SetException(Exception exception);
}

/// <inheritdoc cref="StoreOperation"/>
internal abstract class StoreOperation<T> : StoreOperation
{
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Answer => _answer.Task;

    /// <summary>What to answer if the transaction commits.</summary>
    public T Result { get; set; } = default!;

    /// <summary>What to fail with although the transaction commits; null if it succeeded.</summary>
    public Exception? Refusal { get; set; }

    protected override void SetResult()
    {
        if (Refusal is { } refusal) _answer.SetException(refusal);
        else _answer.SetResult(Result);
    }

    protected override void SetException(Exception exception) => _answer.SetException(exception);
}
