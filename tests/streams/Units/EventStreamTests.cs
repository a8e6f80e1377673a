using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Serialization.Cloning;

namespace Genesis.Tests.Streams.Units;

/// <summary>One stream as its agent moves it, step by step.</summary>
public sealed class EventStreamTests : IDisposable
{
    private readonly StreamHub _hub;
    private readonly EventStream _stream;

    public EventStreamTests()
    {
        var services = new ServiceCollection().AddSerializer().BuildServiceProvider();
        var packer = new EventPacker(services.GetRequiredService<DeepCopier>(), services.GetRequiredService<IDeepCopierProvider>());
        var options = new GenesisStreamOptions
        {
            QueueCount = 1,
            RoomPerStream = 4,
            ConsumerLookupPeriod = TimeSpan.FromHours(1),
            StreamInactivityPeriod = TimeSpan.FromHours(2)
        };
        _hub = new StreamHub("unit", new StreamHubServices(options, packer, TimeProvider.System, null, SiloAddress.Zero, HasFilter: false));
        _stream = _hub.Find(StreamId.Create("unit", "stream"));
    }

    private StreamQueue Queue => _hub.Queues[0];

    public void Dispose() => _hub.Dispose();

    [Fact]
    public async Task An_event_that_comes_as_its_idle_stream_is_forgotten_is_kept_for_the_next_look()
    {
        var cursor = await Consumer();
        Append("late");

        cursor.Dispose();

        _hub.Undelivered.ShouldBe(1);
        (await Read()).ShouldBe([_stream]);
        using var pin = _stream.AddCursor(null);
        _stream.BeginJoin(Guid.Empty);
        var again = _stream.AddCursor(_stream.SequenceToken);
        again.MoveNext().ShouldBeTrue();
        again.GetCurrent(out _)!.GetEvents<string>().Select(static item => item.Item1).ShouldBe(["late"]);
    }

    [Fact]
    public async Task A_stream_whose_registration_finds_nobody_drops_and_says_so()
    {
        Append("first");
        (await Read()).ShouldBe([_stream]);
        var pin = _stream.AddCursor(_stream.SequenceToken);
        Append("second");
        pin.Dispose();

        _hub.HasConsumers(_stream.StreamId).ShouldBeFalse();
        _hub.Undelivered.ShouldBe(0);
        _hub.Metrics.Unclaimed.ShouldBe(2);
    }

    [Fact]
    public async Task A_failed_run_is_delivered_one_by_one_and_a_failed_event_is_given_up()
    {
        var cursor = await Consumer();
        for (var i = 0; i < 3; i++) Append(i);
        cursor.MoveNext().ShouldBeTrue();
        cursor.RecordDeliveryFailure();

        List<int> sizes = [];
        while (cursor.MoveNext())
        {
            var batch = (StreamBatch)cursor.GetCurrent(out _)!;
            sizes.Add(batch.Entries.Length);
            if (batch.Entries[0] is 1) cursor.RecordDeliveryFailure();
        }

        sizes.ShouldBe([1, 1, 1]);
        (_hub.Metrics.Failed, _hub.Metrics.Delivered, _hub.Undelivered).ShouldBe((1L, 2L, 0L));
    }

    [Fact]
    public async Task Room_is_given_back_when_the_slowest_consumer_has_passed()
    {
        var (fast, slow) = (await Consumer(), await Consumer());
        Task[] sends = [.. Enumerable.Range(0, 5).Select(i => _stream.Append(i, 1)!)];
        sends.Select(static send => send.IsCompleted).ShouldBe([true, true, true, true, false]);

        fast.MoveNext().ShouldBeTrue();
        fast.MoveNext().ShouldBeFalse();
        sends[4].IsCompleted.ShouldBeFalse();
        slow.MoveNext().ShouldBeTrue();
        slow.MoveNext().ShouldBeFalse();

        await sends[4].InTime("the send that waited");
        _hub.Undelivered.ShouldBe(0);
    }

    private void Append(object @event) => _stream.Append(@event, 1)!.IsCompletedSuccessfully.ShouldBeTrue();

    private async Task<IList<IBatchContainer>> Read() => await Queue.ReadAsync(CancellationToken.None).InTime("news in the queue");

    // A consumer that the agent has accepted while it had an entry for the stream.
    private Task<StreamCursor> Consumer()
    {
        _stream.Acknowledge();
        _stream.BeginJoin(Guid.Empty);
        var cursor = _stream.AddCursor(null);
        _stream.EndJoin(Guid.Empty);
        return Task.FromResult(cursor);
    }
}
