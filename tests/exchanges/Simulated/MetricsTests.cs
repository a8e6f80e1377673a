using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Genesis.ExchangeSimulator;

namespace Genesis.Tests.Exchanges.Simulated;

/// <summary>What happens to connections and books is measured.</summary>
public sealed class MetricsTests
{
    [Fact]
    public async Task Connections_and_books_are_counted_by_venue()
    {
        // Sums only grow, so what tests beside this one add does no harm.
        var sums = new ConcurrentDictionary<string, long>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "Genesis.Exchanges") listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            foreach (var tag in tags)
                if (tag is { Key: "venue", Value: "kraken" }) sums.AddOrUpdate(instrument.Name, value, (_, sum) => sum + Math.Max(0, value));
        });
        listener.Start();

        await using var rig = await Rig.StartAsync("kraken", change: options => Rig.Unlimited(options, "kraken"));
        (await rig.Book("BTC", new Collector())).ShouldBeTrue();
        await rig.BookIsGood();
        rig.Exchange.Inject(new ExchangeFault(FaultKind.Drop));
        await Eventually.True(() => !rig.Doubts.IsEmpty, "the break");
        await rig.BookIsGood();

        string[] expected =
        [
            "genesis.exchange.sockets", "genesis.exchange.connects", "genesis.exchange.breaks", "genesis.exchange.frames", "genesis.exchange.bytes", "genesis.exchange.sent",
            "genesis.exchange.gaps", "genesis.exchange.resyncs", "genesis.exchange.book.changes", "genesis.exchange.book.doubts", "genesis.exchange.book.grades",
        ];
        await Eventually.True(() => expected.All(name => sums.GetValueOrDefault(name) > 0), () => $"all of them; missing: {string.Join(", ", expected.Where(name => sums.GetValueOrDefault(name) == 0))}");
    }
}
