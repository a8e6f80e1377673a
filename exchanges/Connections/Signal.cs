namespace Genesis.Exchanges;

/// <summary>Wakes one waiter before its time. Releasing it often is releasing it once.</summary>
internal sealed class Signal
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _waiting;
    private bool _released;

    public void Release()
    {
        TaskCompletionSource? waiting;
        lock (_gate)
        {
            _released = true;
            waiting = _waiting;
            _waiting = null;
        }
        waiting?.TrySetResult();
    }

    /// <summary>Returns when released or when the time is over.</summary>
    public async Task WaitAsync(TimeSpan longest, TimeProvider time, CancellationToken cancellation)
    {
        Task waiting;
        lock (_gate)
        {
            cancellation.ThrowIfCancellationRequested();
            if (_released)
            {
                _released = false;
                return;
            }
            waiting = (_waiting ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
        try
        {
            await waiting.WaitAsync(longest, time, cancellation);
        }
        catch (TimeoutException)
        {
            // The beat.
        }
        lock (_gate) _released = false;
    }
}
