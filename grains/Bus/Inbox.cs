namespace Genesis;

/// <summary>The way of batches to one subscriber. What becomes of a batch is told to the outbox that sent it.</summary>
internal abstract class Inbox
{
    /// <summary>Sends a batch; never throws.</summary>
    /// <param name="outbox">Where it comes from: it is told when the batch was received, taken, or could not be brought.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="waits">Whether it holds events that wait for room.</param>
    public abstract void Send(Outbox outbox, EventBatch batch, bool waits);

    /// <summary>Counts what it has received and not dealt with, where nobody else does.</summary>
    public virtual void CountTo(Action<string, string> count)
    {
    }
}
