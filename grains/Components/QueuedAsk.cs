namespace Genesis;

/// <summary>A request that waits for its component.</summary>
internal sealed class QueuedAsk(AskRequest ask, TimeSpan deadline)
{
    private readonly TaskCompletionSource<Reply> _reply = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public AskRequest Ask => ask;

    public TimeSpan Deadline => deadline;

    public Task<Reply> Reply => _reply.Task;

    public void Expire() => _reply.TrySetResult(new Reply(OutcomeKind.TimedOut, Reason: "Its deadline passed while it waited for its turn."));

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
