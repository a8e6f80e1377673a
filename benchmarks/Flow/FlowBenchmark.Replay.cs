using Genesis.Simulations;
using Genesis.Trading;
using Microsoft.Extensions.Configuration;

namespace Genesis.Benchmarks.Flow;

/// <content>Replays need virtual time.</content>
internal static partial class FlowBenchmark
{
    static partial void Replay(Report report, TimeSpan market)
    {
        IReadOnlyList<CaptureInput> captures = [CaptureInput.Memory("simulated", FlowUnderTest.Frames(market))];
        var survey = CaptureSurvey.Of(captures);
        Dictionary<string, string?> settings = new() { ["Genesis:Trading:Strategies:sma:Type"] = nameof(SmaCrossover), ["Genesis:Trading:Strategies:sma:Amount"] = "0.001" };
        for (var i = 0; i < survey.Spot.Length; i++) settings[$"Genesis:Trading:Symbols:{i}"] = survey.Spot[i];
        using var items = new CaptureItems(survey.Venue, captures, depth: 10);
        var (took, count) = (TimeSpan.Zero, 0L);
        Simulation.Run(
            1, silo => silo.AddGenesis(static genesis => genesis.UseMemory().AddTrading(withFeed: false)),
            async simulation =>
            {
                var replay = new FlowReplay(simulation.Services, simulation.Time, time => Pass(simulation, time));
                var began = TimeProvider.System.GetTimestamp();
                await replay.Run(items, survey.Venue);
                (took, count) = (TimeProvider.System.GetElapsedTime(began), replay.Items);
            },
            new SimulationOptions { Start = survey.Begins.AddSeconds(-1), Configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build() });
        report.Add("flow-replay", count / took.TotalSeconds, "messages/s", "in virtual time, each until all that follows from it is done");
        report.Add("flow-replay-speed", market / took, "× real time", $"a market of {count / market.TotalSeconds:0} messages/s");
    }

    private static async Task Pass(Simulation simulation, TimeSpan time)
    {
        var passed = new TaskCompletionSource();
        await using var timer = simulation.Time.CreateTimer(static passed => ((TaskCompletionSource)passed!).TrySetResult(), passed, time, Timeout.InfiniteTimeSpan);
        await passed.Task;
    }
}
