namespace Genesis;

/// <summary>A request that waits for its component.</summary>
internal sealed class QueuedAsk(AskRequest ask, TimeSpan deadline)
{
    private readonly TaskCompletionSource<Reply> _reply = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Request context and trace of the asker: the handler runs in them, and not in those of whoever makes room for it.
    private readonly ExecutionContext? _context = ExecutionContext.Capture();

    public AskRequest Ask => ask;

    public TimeSpan Deadline => deadline;

    public Task<Reply> Reply => _reply.Task;

    public void Expire() => _reply.TrySetResult(new Reply(OutcomeKind.TimedOut, Reason: "Its deadline passed while it waited for its turn."));

    /// <summary>Ends it with a run that begins now.</summary>
    public void Run(Func<AskRequest, TimeSpan, TimeSpan, ValueTask<Reply>> run, TimeSpan now)
    {
        var around = ExecutionContext.Capture();
        var differs = _context is not null && around is not null && !ReferenceEquals(_context, around);
        if (differs) ExecutionContext.Restore(_context!);
        try
        {
            EndWith(run(ask, deadline, now));
        }
        finally
        {
            if (differs) ExecutionContext.Restore(around!);
        }
    }

    public void EndWith(ValueTask<Reply> run)
    {
        if (run.IsCompletedSuccessfully) _reply.TrySetResult(run.Result);
        else _ = Follow(run);
    }

    private async Task Follow(ValueTask<Reply> run)
    {
        try
        {
            _reply.TrySetResult(await run);
        }
        catch (Exception exception)
        {
            _reply.TrySetResult(new Reply(OutcomeKind.Failed, Failure: CallErrors.ToFailure(exception)));
        }
    }
}
