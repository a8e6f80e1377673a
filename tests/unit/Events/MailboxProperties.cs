using FsCheck;
using FsCheck.Fluent;
using Genesis.Events;

namespace Genesis.Tests.Unit.Events;

/// <summary>The mailbox beside a slow and obvious one: whatever is offered and taken, both do the same.</summary>
public sealed class MailboxProperties
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(400).WithEndSize(300);

    [Fact]
    public void It_does_what_the_model_does() => Prop.ForAll<int[]>(steps => Run(steps).ShouldBeEmpty()).Check(Many);

    [Fact]
    public void Every_item_ends_exactly_once()
    {
        Prop.ForAll<int[]>(steps =>
        {
            var ended = new List<int>();
            var offered = 0;
            var time = new ManualTime();
            var mailbox = new Mailbox<Mail>(time, 6, 6);
            foreach (var step in steps)
            {
                if (step % 3 == 0)
                    Take();
                else
                    Offer(MailOf(step, ++offered, time));
                if (step % 7 == 0)
                    time.Advance(TimeSpan.FromSeconds(1));
            }
            while (mailbox.Count > 0)
                Take();
            ended.Order().ShouldBe(Enumerable.Range(1, offered));

            void Offer(Mail item)
            {
                var result = mailbox.Offer(item);
                if (!result.IsQueued)
                    ended.Add(item.Number);
                if (result.Other is { } other)
                    ended.Add(other.Number);
            }

            void Take()
            {
                if (mailbox.TryTake(out var item, out _))
                    ended.Add(item.Number);
            }
        }).Check(Many);
    }

    private static List<string> Run(int[] steps)
    {
        var time = new ManualTime();
        var mailbox = new Mailbox<Mail>(time, 5, 5);
        var model = new MailboxModel(time) { Capacity = 5 };
        var differences = new List<string>();
        var number = 0;
        foreach (var step in steps)
        {
            var code = Math.Abs((long)step);
            switch (code % 16)
            {
                case < 5:
                    var some = mailbox.TryTake(out var item, out var expired);
                    Compare("take", (some, item, expired), model.Take());
                    break;
                case 5:
                    time.Advance(TimeSpan.FromSeconds(code % 5));
                    break;
                case 6:
                    model.Capacity = 1 + (int)(code % 40);
                    mailbox.Resize(model.Capacity, model.Capacity);
                    break;
                default:
                    var mail = MailOf(step, ++number, time);
                    var result = mailbox.Offer(mail);
                    Compare($"offer {mail}", (result.Kind, result.Other), model.Offer(mail));
                    break;
            }
            Compare("waiting", string.Join(',', mailbox.Waiting().Select(m => m.Number)), string.Join(',', model.Order().Select(m => m.Number)));
            Compare("count", mailbox.Count, mailbox.Waiting().Count());
        }
        return differences;

        void Compare<T>(string what, T actual, T expected)
        {
            if (!Equals(actual, expected))
                differences.Add($"{what}: {actual}, but the model says {expected}");
        }
    }

    private static Mail MailOf(int step, int number, ManualTime time)
    {
        var code = new Random(step);
        return new Mail(number,
            (EventPriority)code.Next(4),
            (OverflowPolicy)code.Next(5),
            code.Next(2) == 0 ? "quote" : "book",
            code.Next(4) == 0 ? null : $"key{code.Next(4)}",
            code.Next(3) == 0 ? time.GetUtcNow() + TimeSpan.FromSeconds(code.Next(4)) : null);
    }
}
