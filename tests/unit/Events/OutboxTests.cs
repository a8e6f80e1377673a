using Genesis.Events;
using Genesis.Resilience;
using Genesis.Tests.Unit.Resilience;

namespace Genesis.Tests.Unit.Events;

/// <summary>What is on its way to one subscriber: one batch at a time, resent when it fails, accounted for when it is given up.</summary>
public sealed class OutboxTests : IDisposable
{
    private readonly VirtualTime _time = new();
    private readonly Ledger _ledger;
    private readonly ScriptedInbox _inbox = new();
    private readonly Outbox _outbox;

    public OutboxTests()
    {
        _ledger = new Ledger(_time);
        _outbox = new Outbox("s", _inbox, new OutboxParts(new MonotonicClock(_time), _ledger, Process: 7, Capacity: 4, BatchSize: 3));
    }

    public void Dispose() => _outbox.Dispose();

    [Fact]
    public void One_batch_is_under_way_at_a_time()
    {
        for (var i = 1; i <= 5; i++) Offer(i);
        _inbox.Sent.Select(Numbers).ShouldBe([[1]]);
        Complete(1);
        _inbox.Sent.Select(Numbers).ShouldBe([[1], [2, 3, 4]]);
        Complete(3);
        Complete(1);
        _inbox.Sent.Count.ShouldBe(3);
        Queued().ShouldBe(0);
    }

    [Fact]
    public void What_the_subscriber_had_no_room_for_is_sent_again_first()
    {
        Offer(1);
        for (var i = 2; i <= 5; i++) Offer(i);
        Complete(1);
        Complete(1);
        Numbers(_inbox.Sent[^1]).ShouldBe([3, 4]);
        Complete(2);
        Numbers(_inbox.Sent[^1]).ShouldBe([5]);
    }

    [Fact]
    public void What_the_subscriber_has_received_is_counted_over_there()
    {
        Offer(1);
        Queued().ShouldBe(1);
        _outbox.Received(_inbox.Sent[0].Number);
        Queued().ShouldBe(0);
    }

    [Fact]
    public void A_batch_that_fails_is_sent_again_under_its_number_and_then_given_up()
    {
        _inbox.Fails = true;
        Offer(1);
        _time.Finish(new ValueTask<bool>(_inbox.After(4)));
        _inbox.Sent.Select(static batch => batch.Number).Distinct().Count().ShouldBe(1);
        _ledger.Row("plain", "s").Snapshot().ShedBy[ShedReason.Undeliverable].ShouldBe(1);
        Queued().ShouldBe(0);
    }

    [Fact]
    public void Durable_events_that_cannot_be_brought_or_find_no_room_are_said_to_be_in_the_journal()
    {
        Offer(1, OverflowPolicy.Durable, position: 11);
        for (var i = 2; i <= 7; i++) Offer(i, OverflowPolicy.Durable, position: 10 + i);
        Complete(1);
        _inbox.Sent[^1].SpilledFrom.ShouldBe(0, "what found room comes first");
        Complete(3);
        Numbers(_inbox.Sent[^1]).ShouldBe([5]);
        _inbox.Sent[^1].SpilledFrom.ShouldBe(16);
        _ledger.Row("plain", "s").Snapshot().Shed.ShouldBe(0);
    }

    [Fact]
    public void A_publisher_waits_for_room_in_turn_or_until_its_deadline()
    {
        for (var i = 1; i <= 5; i++) Offer(i, OverflowPolicy.Wait).ShouldBeNull();
        var (first, second) = (Offer(6, OverflowPolicy.Wait).ShouldNotBeNull(), Offer(7, OverflowPolicy.Wait).ShouldNotBeNull());
        Complete(1);
        first.Room.IsCompletedSuccessfully.ShouldBeTrue();
        second.Room.IsCompletedSuccessfully.ShouldBeTrue();
        Offer(8, OverflowPolicy.Wait).ShouldBeNull();
        var late = Offer(9, OverflowPolicy.Wait).ShouldNotBeNull();
        _time.Finish(new ValueTask<bool>(late.Room)).ShouldBeFalse();
        _time.Now.ShouldBe(TimeSpan.FromSeconds(2));
        _ledger.Row("plain", "s").Snapshot().ShedBy[ShedReason.WaitExpired].ShouldBe(1);
    }

    private RoomWaiter? Offer(int number, OverflowPolicy overflow = OverflowPolicy.DropNewest, long position = 0)
    {
        var happened = new ComponentEvent
        {
            Type = "plain",
            Data = Payload.Of(number),
            Source = "p",
            Id = $"p:{number}",
            Epoch = 1,
            Sequence = number,
            Time = _time.GetUtcNow(),
            Position = position,
        };
        _outbox.Offer(new OutboxItem(happened, overflow, _ledger.Row("plain", "s")), TimeSpan.FromSeconds(2), out var waiter);
        return waiter;
    }

    private void Complete(int taken) => _outbox.Completed(_inbox.Sent[^1].Number, taken);

    private int Queued()
    {
        var queued = 0;
        _outbox.CountTo((_, _) => queued++);
        return queued;
    }

    private static int[] Numbers(EventBatch batch) => [.. batch.Events.Select(static happened => (int)happened.Sequence)];

    private sealed class ScriptedInbox : Inbox
    {
        private readonly TaskCompletionSource<bool> _after = new();
        private int _wanted = int.MaxValue;

        public List<EventBatch> Sent { get; } = [];

        public bool Fails { get; set; }

        public Task<bool> After(int sends)
        {
            _wanted = sends;
            return _after.Task;
        }

        public override void Send(Outbox outbox, EventBatch batch, bool waits)
        {
            Sent.Add(batch);
            if (Fails) outbox.Failed(batch.Number, waits);
            if (Sent.Count == _wanted) _after.SetResult(true);
        }
    }
}
