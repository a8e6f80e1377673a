namespace Genesis.Benchmarks.Bare;

/// <summary>Events of one memory stream to 100 consumer grains, until each has handled all of them.</summary>
internal static class StreamFigures
{
    private const int Consumers = 100;

    private static readonly Message Sample = new(1, 2, 3, 4, 5, 6, 7, 8);

    public static async Task Add(Report report, BareSilo silo, int rounds, long deliveries)
    {
        var id = StreamId.Create("bench", "to-100");
        var grains = Enumerable.Range(0, Consumers).Select(i => silo.Grains.GetGrain<IConsumerGrain>($"to-100-{i}")).ToArray();
        foreach (var grain in grains) await grain.Subscribe(id);
        var stream = silo.Client.GetStreamProvider(BareSilo.Streams).GetStream<Message>(id);
        var (rate, _) = await Measure.Rate(rounds, deliveries, async n =>
        {
            var events = n / Consumers;
            foreach (var grain in grains) await grain.Reset(events);
            for (var i = 0; i < events; i++) await stream.OnNextAsync(Sample);
            foreach (var grain in grains) await grain.WaitForAll();
        });
        report.Add("stream-to-100", rate, "deliveries/s", "one producer, 100 consumers, memory stream");
    }
}
