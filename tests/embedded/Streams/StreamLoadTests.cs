using System.Globalization;
using Genesis.Tests.Embedded.Fixture;
using Orleans.Streams;

namespace Genesis.Tests.Embedded.Streams;

/// <summary>Threads that meet: run often with GENESIS_TEST_REPEAT.</summary>
public sealed class StreamLoadTests
{
    public static IEnumerable<TheoryDataRow<int>> Rounds()
    {
        var rounds = int.TryParse(Environment.GetEnvironmentVariable("GENESIS_TEST_REPEAT"), CultureInfo.InvariantCulture, out var wanted) ? wanted : 1;
        return Enumerable.Range(1, rounds).Select(static round => new TheoryDataRow<int>(round));
    }

    [Theory]
    [MemberData(nameof(Rounds))]
    public async Task Every_consumer_gets_every_event_once_and_in_order_through_a_tight_bound(int round)
    {
        const int Events = 2_000;
        await using var silo = await TestSilo.Start(static silo => StreamSetup.Add(silo, capacity: 16));
        var key = StreamSetup.Key($"load{round}");
        var sinks = await Task.WhenAll(Enumerable.Range(0, 5).Select(number => silo.Grains.Sink($"{key}-{number}", key)));
        var outside = new List<Note>();
        await silo.Services.NotesOf(key).SubscribeAsync(async (note, _) =>
        {
            outside.Add(note);
            if (note.Number % 100 == 0) await Task.Yield();
        });

        await Task.WhenAll(Enumerable.Range(0, 4).Select(producer => Task.Run(async () =>
        {
            for (var number = 0; number < Events; number++) await silo.Services.NotesOf(key).OnNextAsync(new Note(number, $"{producer}"));
        })));

        foreach (var sink in sinks) await Wait.ForEqual(4 * Events, () => sink.Got.Count, "the events of a sink");
        await Wait.ForEqual(4 * Events, () => outside.Count, "the events outside grains");
        foreach (var got in sinks.Select(static sink => sink.Got.ToArray()).Append([.. outside]))
            foreach (var from in got.GroupBy(static note => note.From))
                from.Select(static note => note.Number).ShouldBe(Enumerable.Range(0, Events));
    }

    [Theory]
    [MemberData(nameof(Rounds))]
    public async Task Subscribing_and_unsubscribing_under_fire_disturbs_nobody(int round)
    {
        await using var silo = await TestSilo.Start(static silo => StreamSetup.Add(silo, capacity: 64));
        var key = StreamSetup.Key($"churn{round}");
        var steady = await silo.Grains.Sink($"{key}-steady", key);
        using var stop = new CancellationTokenSource();
        var published = 0;
        var producing = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested) await silo.Services.NotesOf(key).OnNextAsync(new Note(published++));
        });
        for (var i = 0; i < 30; i++)
        {
            var other = silo.Grains.GetGrain<ISink>($"{key}-other");
            await other.Subscribe(StreamSetup.Id(key));
            var handle = await silo.Services.NotesOf(key).SubscribeAsync(static (_, _) => Task.CompletedTask);
            (await other.Unsubscribe(StreamSetup.Id(key))).ShouldBe(1);
            await handle.UnsubscribeAsync();
        }
        await stop.CancelAsync();
        await producing;
        await Wait.ForEqual(published, () => steady.Got.Count, "the events");
        steady.Numbers.ShouldBe(Enumerable.Range(0, published));
    }
}
