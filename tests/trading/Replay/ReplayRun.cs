using Genesis.Simulations;
using Genesis.Trading;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Tests.Trading;

/// <summary>A flow in virtual time that a capture is played to.</summary>
internal sealed class ReplayRun
{
    public required FlowLog Log { get; init; }

    public required CaptureSurvey Survey { get; init; }

    public required IReadOnlyDictionary<string, string> Summaries { get; init; }

    public required ulong TraceHash { get; init; }

    public long Items { get; private init; }

    public long Malformed { get; private init; }

    /// <summary>Settings are those of the flow, from <c>Genesis:Trading</c> on; the symbols are those of the capture that paper trades.</summary>
    public static ReplayRun Of(IReadOnlyList<CaptureInput> captures, Dictionary<string, string> settings, string? venue = null, long seed = 1)
    {
        var survey = CaptureSurvey.Of(captures, venue);
        var log = new FlowLog();
        var configuration = settings.ToDictionary(pair => $"{TradingOptions.Section}:{pair.Key}", string? (pair) => pair.Value);
        configuration[$"{TradingOptions.Section}:Venue"] = survey.Venue;
        for (var i = 0; i < survey.Spot.Length; i++) configuration[$"{TradingOptions.Section}:Symbols:{i}"] = survey.Spot[i];
        var (items, malformed) = (0L, 0L);
        Dictionary<string, string> summaries = [];
        var report = Simulation.Run(
            seed,
            silo => silo.AddGenesis(genesis => genesis
                .UseMemory()
                .AddTrading(withFeed: false)
                .AddComponent(FlowRecorder.ComponentId, FlowRecorder.Subscriptions, make: (_, _) => new FlowRecorder(log))),
            async simulation =>
            {
                using var capture = new CaptureItems(survey.Venue, captures, depth: 10, survey.Spot.ToHashSet());
                var replay = new FlowReplay(simulation.Services, simulation.Time, time => Pass(simulation, time));
                await replay.Run(capture, survey.Venue);
                (items, malformed) = (replay.Items, capture.Malformed);
                var bus = simulation.Services.GetRequiredService<IComponentBus>();
                foreach (var id in (string[])[TradingIds.MarketData, TradingIds.Strategies, TradingIds.Signals, TradingIds.Risk, TradingIds.Exchange, TradingIds.Portfolio])
                    if (await bus.Ask(id, TradingRequests.Summary) is { IsOk: true, Value: { } value }) summaries[id] = value.ToString();
            },
            new SimulationOptions { Start = survey.Begins.AddSeconds(-1), Configuration = new ConfigurationBuilder().AddInMemoryCollection(configuration).Build() });
        return new() { Log = log, Survey = survey, Summaries = summaries, TraceHash = report.TraceHash, Items = items, Malformed = malformed };
    }

    // Task.Delay would take so short a time for none.
    private static async Task Pass(Simulation simulation, TimeSpan time)
    {
        var passed = new TaskCompletionSource();
        await using var timer = simulation.Time.CreateTimer(static passed => ((TaskCompletionSource)passed!).TrySetResult(), passed, time, Timeout.InfiniteTimeSpan);
        await passed.Task;
    }
}
