namespace Genesis.Benchmarks.Bare;

/// <summary>Events of one stream to 1, 10 and 100 consumer grains, until each has handled all of them.</summary>
internal static class StreamFigures
{
    private static readonly Message Sample = new(1, 2, 3, 4, 5, 6, 7, 8);

    public static async Task Add(Report report, BareSilo engine, int rounds, long deliveries)
    {
        foreach (var consumers in (int[])[1, 10, 100])
        {
            var id = StreamId.Create("bench", $"to-{consumers}");
            var grains = Enumerable.Range(0, consumers).Select(i => engine.Grains.GetGrain<IConsumerGrain>($"{consumers}-{i}")).ToArray();
            foreach (var grain in grains) await grain.Subscribe(id);
            var stream = engine.Client.GetStreamProvider(BareSilo.Streams).GetStream<Message>(id);
            var (rate, _) = await Measure.Rate(rounds, deliveries, async n =>
            {
                var events = n / consumers;
                foreach (var grain in grains) await grain.Reset(events);
                for (var i = 0; i < events; i++) await stream.OnNextAsync(Sample);
                foreach (var grain in grains) await grain.WaitForAll();
            });
            report.Add($"stream-to-{consumers}", rate, "deliveries/s", $"one producer, {consumers} consumers");
        }
    }
}
