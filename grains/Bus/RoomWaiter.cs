namespace Genesis;

/// <summary>A publisher that waits for room in an outbox.</summary>
internal sealed class RoomWaiter(OutboxItem item, TimeSpan deadline)
{
    private readonly TaskCompletionSource<bool> _room = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public OutboxItem Item => item;

    public TimeSpan Deadline => deadline;

    /// <summary>Whether there was room in time.</summary>
    public Task<bool> Room => _room.Task;

    public void End(bool found) => _room.TrySetResult(found);
}
