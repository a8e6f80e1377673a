using Genesis.Events;

namespace Genesis.Tests.Unit.Events;

public sealed class MailboxTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void Higher_priorities_come_first_and_within_one_the_first_comes_first()
    {
        var mailbox = Filled(10,
            new Mail(1), new Mail(2, EventPriority.Low), new Mail(3, EventPriority.Critical), new Mail(4), new Mail(5, EventPriority.High), new Mail(6, EventPriority.Critical));
        TakeAll(mailbox).ShouldBe([3, 6, 5, 1, 4, 2]);
    }

    [Fact]
    public void The_newest_is_shed_when_nothing_else_is_said()
    {
        var mailbox = Filled(2, new Mail(1), new Mail(2));
        var result = mailbox.Offer(new Mail(3, EventPriority.High));
        result.Kind.ShouldBe(OfferKind.Shed);
        result.IsQueued.ShouldBeFalse();
        TakeAll(mailbox).ShouldBe([1, 2]);
    }

    [Fact]
    public void Drop_oldest_sheds_the_oldest_of_its_policy_lower_priorities_first()
    {
        var mailbox = Filled(4,
            new Mail(1), Oldest(2), Oldest(3, EventPriority.Low), Oldest(4, EventPriority.Low));
        var result = mailbox.Offer(Oldest(5));
        result.Kind.ShouldBe(OfferKind.Displaced);
        result.Other!.Number.ShouldBe(3);
        TakeAll(mailbox).ShouldBe([1, 2, 5, 4]);
    }

    [Fact]
    public void Drop_oldest_neither_displaces_higher_priorities_nor_other_policies()
    {
        var mailbox = Filled(2, new Mail(1, EventPriority.Low), Oldest(2, EventPriority.High));
        mailbox.Offer(Oldest(3)).Kind.ShouldBe(OfferKind.Shed);
        TakeAll(mailbox).ShouldBe([2, 1]);
    }

    [Fact]
    public void The_latest_of_a_key_takes_the_place_of_the_one_before()
    {
        var mailbox = Filled(3, Quote(1, "BTC-USDT"), Quote(2, "ETH-USDT"), new Mail(3));
        var result = mailbox.Offer(Quote(4, "BTC-USDT"));
        result.Kind.ShouldBe(OfferKind.Conflated);
        result.Other!.Number.ShouldBe(1);
        TakeAll(mailbox).ShouldBe([4, 2, 3]);
    }

    [Fact]
    public void Keys_of_different_types_are_different()
    {
        var mailbox = Filled(2, Quote(1, "BTC-USDT"), Quote(2, "BTC-USDT") with { Type = "book" });
        TakeAll(mailbox).ShouldBe([1, 2]);
    }

    [Fact]
    public void Without_a_key_nothing_is_conflated()
    {
        var mailbox = Filled(2, Quote(1, null), Quote(2, null));
        mailbox.Offer(Quote(3, null)).Kind.ShouldBe(OfferKind.Shed);
    }

    [Fact]
    public void A_new_key_finds_no_room_in_a_full_mailbox()
    {
        var mailbox = Filled(1, Quote(1, "a"));
        mailbox.Offer(Quote(2, "b")).Kind.ShouldBe(OfferKind.Shed);
        mailbox.Offer(Quote(3, "a")).Kind.ShouldBe(OfferKind.Conflated);
    }

    [Fact]
    public void A_key_that_was_taken_is_not_conflated_with()
    {
        var mailbox = Filled(5, Quote(1, "a"));
        mailbox.TryTake(out _, out _).ShouldBeTrue();
        mailbox.Offer(Quote(2, "a")).Kind.ShouldBe(OfferKind.Added);
    }

    [Fact]
    public void A_conflating_item_of_another_priority_goes_to_the_end_of_its_own()
    {
        var mailbox = Filled(5, Quote(1, "a"), new Mail(2), new Mail(3, EventPriority.High));
        mailbox.Offer(Quote(4, "a") with { Priority = EventPriority.High }).Kind.ShouldBe(OfferKind.Conflated);
        TakeAll(mailbox).ShouldBe([3, 4, 2]);
    }

    [Fact]
    public void A_publisher_that_waits_is_told_that_there_is_no_room()
    {
        var mailbox = Filled(1, new Mail(1));
        var item = new Mail(2, Overflow: OverflowPolicy.Wait);
        mailbox.Offer(item).Kind.ShouldBe(OfferKind.NoRoom);
        mailbox.TryTake(out _, out _).ShouldBeTrue();
        mailbox.Offer(item).Kind.ShouldBe(OfferKind.Added);
    }

    [Fact]
    public void A_durable_item_stays_in_the_journal_when_there_is_no_room()
    {
        var mailbox = Filled(1, new Mail(1));
        mailbox.Offer(Order(2) with { Priority = EventPriority.High }).Kind.ShouldBe(OfferKind.Spilled);
    }

    [Fact]
    public void A_critical_item_displaces_the_oldest_of_the_lowest_priority_that_may_be_shed()
    {
        var mailbox = Filled(5,
            Order(1) with { Priority = EventPriority.Low }, new Mail(2), new Mail(3, EventPriority.Low, OverflowPolicy.Wait), Quote(4, "a") with { Priority = EventPriority.Low }, new Mail(5));
        var first = mailbox.Offer(Order(6));
        (first.Kind, first.Other!.Number).ShouldBe((OfferKind.Displaced, 4));
        var second = mailbox.Offer(new Mail(7, EventPriority.Critical));
        (second.Kind, second.Other!.Number).ShouldBe((OfferKind.Displaced, 2));
        mailbox.Offer(Order(8)).Kind.ShouldBe(OfferKind.Displaced);
        mailbox.Offer(Order(9)).Kind.ShouldBe(OfferKind.Spilled, "only durable, awaited and critical ones are left");
        TakeAll(mailbox).ShouldBe([6, 7, 8, 1, 3]);
    }

    [Fact]
    public void What_has_expired_is_given_back_as_expired()
    {
        var mailbox = Filled(5, Lasting(1, 1), Lasting(2, 3), new Mail(3));
        _time.Advance(TimeSpan.FromSeconds(1));
        Take(mailbox).ShouldBe((1, true));
        Take(mailbox).ShouldBe((2, false));
        Take(mailbox).ShouldBe((3, false));
    }

    [Fact]
    public void What_has_expired_makes_room_before_anything_is_shed()
    {
        var mailbox = Filled(2, new Mail(1), Lasting(2, 1));
        mailbox.Offer(new Mail(3)).Kind.ShouldBe(OfferKind.Shed);
        _time.Advance(TimeSpan.FromSeconds(2));
        var result = mailbox.Offer(new Mail(3));
        (result.Kind, result.Other!.Number).ShouldBe((OfferKind.ReplacedExpired, 2));
        mailbox.Offer(new Mail(4)).Kind.ShouldBe(OfferKind.Shed);
    }

    [Fact]
    public void It_warns_once_on_the_way_up()
    {
        var mailbox = new Mailbox<Mail>(_time, capacity: 5, warning: 4);
        Enumerable.Range(1, 5).Select(n => mailbox.Offer(new Mail(n)).ReachedWarning).ShouldBe([false, false, false, true, false]);
        Take(mailbox);
        Take(mailbox);
        mailbox.Offer(new Mail(6)).ReachedWarning.ShouldBeFalse("it is not yet half as full");
        Take(mailbox);
        Take(mailbox);
        Enumerable.Range(7, 2).Select(n => mailbox.Offer(new Mail(n)).ReachedWarning).ShouldBe([false, true]);
        mailbox.Peak.ShouldBe(5);
    }

    [Fact]
    public void A_smaller_bound_sheds_nothing_and_lets_nothing_in_until_there_is_room()
    {
        var mailbox = Filled(4, new Mail(1), new Mail(2), new Mail(3), new Mail(4));
        mailbox.Resize(2, 2);
        mailbox.Count.ShouldBe(4);
        Take(mailbox);
        mailbox.Offer(new Mail(5)).Kind.ShouldBe(OfferKind.Shed);
        Take(mailbox);
        Take(mailbox);
        mailbox.Offer(new Mail(6)).Kind.ShouldBe(OfferKind.Added);
        mailbox.Resize(10, 8);
        mailbox.Offer(new Mail(7)).Kind.ShouldBe(OfferKind.Added);
        TakeAll(mailbox).ShouldBe([4, 6, 7]);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(5, 0)]
    [InlineData(5, 6)]
    public void Bounds_that_make_no_sense_are_refused(int capacity, int warning) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new Mailbox<Mail>(_time, capacity, warning));

    [Fact]
    public void In_steady_use_nothing_is_allocated()
    {
        var mailbox = new Mailbox<Mail>(_time);
        var items = Enumerable.Range(0, 30).Select(n => n % 3 == 0 ? Quote(n, $"k{n % 6}") : new Mail(n, (EventPriority)(n % 4))).ToArray();
        Round();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 100; round++)
            Round();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(2_000);

        void Round()
        {
            foreach (var item in items)
                mailbox.Offer(item);
            while (mailbox.TryTake(out _, out _))
            {
            }
        }
    }

    [Fact]
    public void An_unused_mailbox_is_small()
    {
        var mailboxes = new Mailbox<Mail>[1_000];
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < mailboxes.Length; i++)
            mailboxes[i] = new Mailbox<Mail>(_time);
        ((GC.GetAllocatedBytesForCurrentThread() - before) / mailboxes.Length).ShouldBeLessThanOrEqualTo(300);
    }

    private static Mail Oldest(int number, EventPriority priority = EventPriority.Normal) => new(number, priority, OverflowPolicy.DropOldest);

    private static Mail Quote(int number, string? key) => new(number, Overflow: OverflowPolicy.Conflate, Type: "quote", Key: key);

    private static Mail Order(int number) => new(number, EventPriority.Critical, OverflowPolicy.Durable, "order");

    private static (int Number, bool Expired) Take(Mailbox<Mail> mailbox)
    {
        mailbox.TryTake(out var item, out var expired).ShouldBeTrue();
        return (item.Number, expired);
    }

    private static List<int> TakeAll(Mailbox<Mail> mailbox)
    {
        var waiting = mailbox.Waiting().Select(item => item.Number).ToArray();
        var taken = new List<int>();
        while (mailbox.TryTake(out var item, out _))
            taken.Add(item.Number);
        taken.ShouldBe(waiting);
        mailbox.Count.ShouldBe(0);
        return taken;
    }

    private Mail Lasting(int number, int seconds) => new(number, ExpiresAt: _time.GetUtcNow() + TimeSpan.FromSeconds(seconds));

    private Mailbox<Mail> Filled(int capacity, params Mail[] items)
    {
        var mailbox = new Mailbox<Mail>(_time, capacity, capacity);
        foreach (var item in items)
            mailbox.Offer(item).Kind.ShouldBe(OfferKind.Added);
        return mailbox;
    }
}
