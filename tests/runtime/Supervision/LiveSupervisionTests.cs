using System.Diagnostics.Metrics;
using Genesis.Supervision;
using Genesis.Tests.Runtime.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Tests.Runtime.Supervision;

/// <summary>What supervision shows and lets change while it runs, in virtual time.</summary>
public sealed class LiveSupervisionTests
{
    [Fact]
    public void Limits_of_failures_and_hangs_may_be_changed_while_it_runs()
    {
        var settings = new ChangingSettings<SupervisionOptions>(static _ => { });
        SimulatedHost.Run(static genesis => genesis.AddComponent<Counter>("c"), async host =>
        {
            await host.Bus.Ask("c", "fail");
            (await host.Status("c")).Generation.ShouldBe(1);
            settings.Change(static options => options.MaxConsecutiveFailures = 2);
            await host.Bus.Ask("c", "fail");
            await host.Until(async () => (await host.Status("c")) is { State: Lifecycle.Running, Generation: > 1 }, 1, "two failures should have been enough");

            var generation = (await host.Status("c")).Generation;
            settings.Change(static options => options.HungAfter = TimeSpan.FromSeconds(1));
            _ = host.Bus.Ask("c", "hang", timeout: TimeSpan.FromSeconds(0.5)).AsTask();
            (await host.Until(async () => (await host.Status("c")).Generation > generation, 3, "it should have been found hung")).TotalSeconds.ShouldBeInRange(0.9, 1.5);
        }, settings.AddTo);
    }

    [Fact]
    public void One_that_takes_unusually_long_is_checkpointed_early_and_says_why()
    {
        var settings = new ChangingSettings<SupervisionOptions>(static _ => { });
        SimulatedHost.Run(static genesis => genesis.AddComponent<Slow>("c"), async host =>
        {
            await Usual(host);
            var before = (await host.Status("c")).CheckpointVersion;
            // It would be checkpointed in ten minutes.
            var slow = host.Bus.Ask("c", "work", 1500, TimeSpan.FromSeconds(5)).AsTask();
            await host.Delay(1);
            var suspected = await host.Status("c");
            suspected.CheckpointVersion.ShouldBe(before + 1);
            suspected.Suspicion.ShouldNotBeNull().ShouldMatch(@"^from 0 to [\d.]+ phi at .* ms have passed where [\d.]+ ± [\d.]+ ms are usual; the threshold is 8\.$");
            suspected.State.ShouldBe(Lifecycle.Running);
            (await slow).IsOk.ShouldBeTrue();
            await host.Delay(2);
            var counts = (await host.Monitor()).Figures.Counts;
            (counts.Predictions, counts.Hits, counts.FalseAlarms).ShouldBe((1, 0, 1));

            // This one does hang.
            await Usual(host);
            _ = host.Bus.Ask("c", "work", 60_000, TimeSpan.FromSeconds(1)).AsTask();
            await host.Delay(8);
            counts = (await host.Monitor()).Figures.Counts;
            (counts.Predictions, counts.Hits, counts.FalseAlarms).ShouldBe((2, 1, 1));

            settings.Change(static options => options.Suspicion.Enabled = false);
            await Usual(host);
            before = (await host.Status("c")).CheckpointVersion;
            (await host.Bus.Ask("c", "work", 1500, TimeSpan.FromSeconds(5))).IsOk.ShouldBeTrue();
            (await host.Status("c")).CheckpointVersion.ShouldBe(before);
            (await host.Monitor()).Figures.Counts.Predictions.ShouldBe(2);
        }, silo =>
        {
            settings.AddTo(silo);
            silo.Services.Configure<CheckpointOptions>(static options => options.Interval = TimeSpan.FromMinutes(10));
        });

        static async Task Usual(SimulatedHost host)
        {
            for (var i = 0; i < 20; i++) (await host.Bus.Ask("c", "work", 20 + (i % 3))).IsOk.ShouldBeTrue();
        }
    }

    [Fact]
    public void Recovery_half_opens_the_breakers_of_every_process() => SimulatedHost.Run(static genesis => genesis.AddComponent<Counter>("c"), static async host =>
    {
        using var other = new OtherProcess(host.Simulation.Grains, host.Services);
        await other.Link.Start([]);
        await host.Delay(1);
        var breaker = other.Directory.Find("c")!.Breaker;
        breaker.Trip("asks from there have failed", host.Simulation.Elapsed);
        breaker.State.ShouldBe(Genesis.Resilience.BreakerState.Open);
        await host.Bus.Ask("c", "report");
        await host.Until(() => Task.FromResult(breaker.State == Genesis.Resilience.BreakerState.HalfOpen), 0.2, "the other process should have been told");
        (await host.Status("c")).State.ShouldBe(Lifecycle.Running);
    });

    [Fact]
    public void Metrics_show_states_failures_recoveries_and_the_mode() => SimulatedHost.Run(
        static genesis => genesis.AddComponent<Counter>("a").AddComponent<Counter>("b").AddComponent<Counter>("c"),
        static async host =>
        {
            var factory = host.Services.GetRequiredService<IMeterFactory>();
            var seen = new SortedDictionary<string, double>(StringComparer.Ordinal);
            using var listener = new MeterListener();
            listener.InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Scope == factory && instrument.Meter.Name == "Genesis") self.EnableMeasurementEvents(instrument);
            };
            listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Note(instrument, value, tags));
            listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
            listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
            listener.Start();

            await host.Simulation.Grains.GetGrain<IComponentGrain>("a").Fail(1, "the test says so");
            await host.UntilState("a", Lifecycle.Running);
            await host.Bus.Ask("a", "get");
            // The second time it takes a moment, in which a third of the components has failed.
            for (var i = 0; i < 2; i++)
            {
                await host.UntilState("c", Lifecycle.Running);
                await host.Simulation.Grains.GetGrain<IComponentGrain>("c").Fail((await host.Status("c")).Generation, "the test says so");
            }
            await host.Delay(3);
            listener.RecordObservableInstruments();

            seen.GetValueOrDefault("genesis.components.count Running").ShouldBe(3, string.Join(", ", seen));
            seen["genesis.components.failures"].ShouldBe(3);
            seen["genesis.components.recoveries itself"].ShouldBe(3);
            seen["genesis.components.recoveries hand"].ShouldBe(0);
            seen["genesis.components.quarantines"].ShouldBe(0);
            seen.ShouldContainKey("genesis.components.recovery.duration");
            seen["genesis.mode.current"].ShouldBe(0);
            (seen["genesis.mode.changes Safe"], seen["genesis.mode.changes Normal"]).ShouldBe((1, 1));

            void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
            {
                var name = tags.Length == 0 ? instrument.Name : $"{instrument.Name} {tags[0].Value}";
                seen[name] = instrument.IsObservable ? value : seen.GetValueOrDefault(name) + value;
            }
        },
        static silo => silo.Services.AddMetrics());

    /// <summary>Takes as many milliseconds as it is told, and has something new from the first moment on.</summary>
    internal sealed class Slow : Component<Slow.Count>
    {
        public sealed record Count(int Value);

        protected override Count InitialState => new(0);

        protected internal override async ValueTask<object?> OnRequest(ComponentRequest request)
        {
            State = new(State.Value + 1);
            await Task.Delay(TimeSpan.FromMilliseconds(request.Data.As<int>()), Context.Time);
            return State.Value;
        }
    }
}
