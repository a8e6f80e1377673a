using Genesis.Events;
using Genesis.Storage;

namespace Genesis;

/// <inheritdoc cref="IEventRuntime"/>
internal sealed class EventRuntime(Ledger ledger, EventTeller teller, LocalComponents local, IJournal journal, IDeadLetters letters) : IEventRuntime
{
    public IDeadLetters DeadLetters => letters;

    public async ValueTask<LedgerBalance> ReadLedger(CancellationToken cancellationToken = default)
    {
        // First what has ended, then what waits, from where events arrive to where they come from, then what was told: so none is met twice.
        var ended = ledger.Snapshot();
        var queued = new Dictionary<(string Type, string Subscriber), long>();
        List<ComponentCell> cells = [];
        local.CopyTo(cells);
        foreach (var cell in cells) cell.Events.CountTo(Count);
        foreach (var outbox in teller.Routes.Outboxes) outbox.CountTo((type, subscriber) => Count(type, subscriber, 1));
        foreach (var figure in await journal.ReadFigures(cancellationToken)) Count(figure.Type, figure.Target, figure.Pending);
        return ended.Balance(queued.Where(static pair => pair.Value != 0).Select(static pair => new QueuedEvents(pair.Key.Type, pair.Key.Subscriber, pair.Value)), ledger.Snapshot());

        void Count(string type, string subscriber, long count)
        {
            // Under the names of the row where it is counted.
            var row = ledger.Row(type, subscriber);
            var key = (row.Type, row.Subscriber);
            queued[key] = queued.GetValueOrDefault(key) + count;
        }
    }

    public async ValueTask<TellResult?> Replay(long number, CancellationToken cancellationToken = default)
    {
        if (await letters.Find(number, cancellationToken) is not { } letter) return null;
        var told = await teller.TellAgain(letter.Event, letter.Target, $"{letter.Event.Id}~{number}");
        if (told.IsTold && told.Shed == 0) await letters.Remove(number, cancellationToken);
        return told;
    }
}
