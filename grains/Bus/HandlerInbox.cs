using Genesis.Storage;
using Microsoft.Extensions.Logging;

namespace Genesis;

/// <summary>Calls a handler of this process with the events that are sent to it, one after the other.</summary>
internal sealed partial class HandlerInbox(string id, Func<ComponentEvent, ValueTask> handler, HandlerParts parts, Action<Func<Task>> send) : Inbox
{
    private readonly ILogger _log = parts.Log;
    private volatile EventBatch? _batch;
    private volatile int _next;

    public override void Send(Outbox outbox, EventBatch batch, bool waits) => send(() => Handle(outbox, batch));

    public override void CountTo(Action<string, string> count)
    {
        if (_batch is not { } batch) return;
        foreach (var happened in batch.Events.AsSpan()[Math.Min(_next, batch.Events.Length)..]) count(happened.Type, id);
    }

    private async Task Handle(Outbox outbox, EventBatch batch)
    {
        // From here on it is counted here.
        outbox.Received(batch.Number);
        (_next, _batch) = (0, batch);
        foreach (var happened in batch.Events)
        {
            await Handle(happened);
        }
        _batch = null;
        outbox.Completed(batch.Number, batch.Events.Length);
    }

    private async Task Handle(ComponentEvent happened)
    {
        var row = parts.Ledger.Row(happened.Type, id);
        if (happened.ExpiresAt is { } end && end <= parts.Clock.Time.GetUtcNow())
        {
            _next++;
            row.Expired();
            return;
        }
        var retries = parts.Policies().Of(happened.Type).Retries;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await handler(happened);
                _next++;
                row.Handled();
                return;
            }
            catch (Exception exception)
            {
                if (attempt <= retries)
                {
                    parts.Counts.Retry();
                    continue;
                }
                LogFailed(exception, happened.Id, happened.Type, id, attempt);
                await Store(happened, exception, attempt);
                _next++;
                row.DeadLettered();
                return;
            }
        }
    }

    private async Task Store(ComponentEvent happened, Exception error, int attempts)
    {
        try
        {
            if (parts.Letters is null) throw new StorageUnavailableException("This process keeps no dead letters.");
            await parts.Letters.Add(DeadLetters.Of(happened, id, $"{error.GetType().Name}: {error.Message}", attempts, parts.Clock.Time.GetUtcNow()));
        }
        catch (Exception exception)
        {
            parts.Counts.LetterLost();
            LogLetterLost(exception, happened.Id, happened.Type, id);
        }
    }

    [LoggerMessage(2150, LogLevel.Warning, "Event {Id} of type {Type} goes to the dead letters: handler {Handler} failed at it {Attempts} times.")]
    private partial void LogFailed(Exception exception, string id, string type, string handler, int attempts);

    [LoggerMessage(2151, LogLevel.Error, "The dead letter of event {Id} of type {Type} for handler {Handler} could not be stored; only the count is left of it.")]
    private partial void LogLetterLost(Exception exception, string id, string type, string handler);
}
