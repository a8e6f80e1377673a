namespace Genesis.Streams;

/// <summary>
/// The number of accepted events that are not delivered yet, with a door that closes: at once when the number is zero, or whatever it is.
/// What has entered before the door closed is counted; nothing enters afterwards.
/// </summary>
internal sealed class OpenCount
{
    private const long Closed = 1L << 62;

    private long _value;
    private TaskCompletionSource? _empty;

    public long Value => Interlocked.Read(ref _value) & ~Closed;

    public bool IsClosed => (Interlocked.Read(ref _value) & Closed) != 0;

    /// <summary>Counts events in. Returns false when the door is closed.</summary>
    public bool TryEnter(int events)
    {
        if ((Interlocked.Add(ref _value, events) & Closed) == 0) return true;
        Interlocked.Add(ref _value, -events);
        return false;
    }

    public void Leave(int events)
    {
        if (Interlocked.Add(ref _value, -events) == 0) Volatile.Read(ref _empty)?.TrySetResult();
    }

    /// <summary>
    /// Waits until the number is zero and closes. Returns the number of events that were left when the token was cancelled.
    /// </summary>
    public async Task<long> CloseAsync(CancellationToken cancellationToken)
    {
        while (Interlocked.CompareExchange(ref _value, Closed, 0) != 0)
        {
            var empty = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Volatile.Write(ref _empty, empty);
            Interlocked.MemoryBarrier();
            if (Value == 0) continue;
            try
            {
                await empty.Task.WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return Interlocked.Or(ref _value, Closed) & ~Closed;
            }
        }
        return 0;
    }
}
