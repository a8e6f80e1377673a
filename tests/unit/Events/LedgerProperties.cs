using FsCheck;
using FsCheck.Fluent;
using Genesis.Events;

namespace Genesis.Tests.Unit.Events;

/// <summary>A publisher, mailboxes and handlers in small: whatever happens to events, the ledger balances at every moment.</summary>
public sealed class LedgerProperties
{
    [Fact]
    public void It_balances_at_every_moment_over_all_overflow_policies() => Prop.ForAll<int[]>(steps =>
    {
        var time = new ManualTime();
        var ledger = new Ledger(time, new LedgerLimits(TypesPerSubscriber: 2));
        var mailboxes = new[] { "a", "b" }.ToDictionary(id => id, _ => new Mailbox<Mail>(time, 5, 4));
        var journal = new List<(string Subscriber, Mail Item)>();
        foreach (var step in steps)
        {
            var random = new Random(step);
            var (subscriber, mailbox) = mailboxes.ElementAt(random.Next(2));
            switch (random.Next(8))
            {
                case 0:
                    time.Advance(TimeSpan.FromSeconds(1));
                    break;
                case 1 or 2 or 3 when mailbox.TryTake(out var taken, out var expired):
                    var row = ledger.Row(taken.Type, subscriber);
                    if (expired)
                        row.Expired();
                    else if (random.Next(5) == 0)
                        row.DeadLettered();
                    else
                        row.Handled();
                    break;
                default:
                    var item = new Mail(step, (EventPriority)random.Next(4), (OverflowPolicy)random.Next(5), $"type{random.Next(4)}", $"key{random.Next(3)}",
                        random.Next(3) == 0 ? time.GetUtcNow() + TimeSpan.FromSeconds(1) : null);
                    ledger.Row(item.Type, subscriber).Published();
                    Count(ledger, subscriber, item, mailbox.Offer(item), journal);
                    break;
            }
            var queued = mailboxes.SelectMany(pair => pair.Value.Waiting().Select(waiting => new QueuedEvents(waiting.Type, pair.Key, 1)))
                .Concat(journal.Select(spilled => new QueuedEvents(spilled.Item.Type, spilled.Subscriber, 1)));
            ledger.Snapshot().Balance(queued).Differing.ShouldBeEmpty();
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(100).WithEndSize(150));

    private static void Count(Ledger ledger, string subscriber, Mail item, OfferResult<Mail> result, List<(string, Mail)> journal)
    {
        var row = ledger.Row(item.Type, subscriber);
        switch (result.Kind)
        {
            case OfferKind.Conflated:
                ledger.Row(result.Other!.Type, subscriber).Conflated();
                break;
            case OfferKind.Displaced:
                ledger.Row(result.Other!.Type, subscriber).Shed(ShedReason.Displaced);
                break;
            case OfferKind.ReplacedExpired:
                ledger.Row(result.Other!.Type, subscriber).Expired();
                break;
            case OfferKind.Shed:
                row.Shed(ShedReason.Overflow);
                break;
            case OfferKind.NoRoom:
                row.Shed(ShedReason.WaitExpired);
                break;
            case OfferKind.Spilled:
                journal.Add((subscriber, item));
                break;
        }
    }
}
