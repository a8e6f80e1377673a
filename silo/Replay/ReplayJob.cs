using Genesis.Exchanges;
using Genesis.ExchangeSimulator;
using Genesis.Silo.Demo;
using Genesis.Simulations;
using Genesis.Trading;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Genesis.Silo.Replay;

/// <summary>The flow on recorded frames, in virtual time: the same input gives the same output to the last digit.</summary>
internal static class ReplayJob
{
    private const int Shown = 25;
    private static readonly TimeSpan UsualTime = TimeSpan.FromSeconds(60);

    public static int Run(Arguments arguments, IConfiguration configuration, TextWriter output)
    {
        try
        {
            return Play(arguments, configuration, output);
        }
        catch (Exception exception) when (exception is ArgumentException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(exception.Message.Split(" (Parameter", 2)[0]);
            return ExitCode.BadConfiguration;
        }
        catch (SimulationException exception) when (exception.InnerException is { } inner && StartFailure.Of(inner, 0) is { } failure)
        {
            foreach (var line in failure.Lines) Console.Error.WriteLine(line);
            return failure.ExitCode;
        }
    }

    private static int Play(Arguments arguments, IConfiguration configuration, TextWriter output)
    {
        var seed = arguments.Seed ?? 1;
        IReadOnlyList<CaptureInput> captures = arguments.Seed is null ? [.. arguments.Replay.Select(CaptureInput.File)] : [Simulated(seed, arguments.For ?? UsualTime, configuration)];
        var survey = CaptureSurvey.Of(captures, arguments.Venue);
        output.WriteLine(FlowText.Text($"Replay of {string.Join(", ", captures.Select(static capture => capture.Name))}: {survey.Venue}, {(survey.Ends - survey.Begins).TotalSeconds:0.0} s from {survey.Begins:yyyy-MM-dd HH:mm:ss} UTC, {string.Join(", ", survey.Spot)}."));
        foreach (var (symbol, reason) in survey.Refused) output.WriteLine($"{symbol} is not traded: {reason}.");
        if (survey.Spot.IsEmpty)
        {
            Console.Error.WriteLine("Nothing is left that the paper exchange trades.");
            return ExitCode.BadConfiguration;
        }

        using var log = new FlowLog();
        using var items = new CaptureItems(survey.Venue, captures, configuration.GetValue($"{TradingOptions.Section}:{nameof(TradingOptions.BookDepth)}", new TradingOptions().BookDepth), survey.Spot.ToHashSet());
        var pace = arguments.Speed is { } speed ? new Pace(survey.Begins, speed) : null;
        var report = Simulation.Run(
            seed, silo => Configure(silo, survey, log), simulation => Body(simulation, items, survey.Venue, arguments, pace),
            new SimulationOptions { Start = survey.Begins.AddSeconds(-1), Configuration = Settings(configuration) });
        Tell(output, report.Result, log, items, survey.Ends - survey.Begins);
        return ExitCode.Ok;
    }

    private static async Task<(FlowFigures Figures, LedgerBalance Ledger, long Items, TimeSpan Took)> Body(Simulation simulation, CaptureItems items, string venue, Arguments arguments, Pace? pace)
    {
        var services = simulation.Services;
        // What a host of real time does before it starts.
        services.GetRequiredService<IStartupValidator>().Validate();
        var replay = new FlowReplay(services, simulation.Time, time => Pass(simulation, time)) { Until = arguments is { Seed: null, For: { } time } ? time : null };
        var began = TimeProvider.System.GetTimestamp();
        await replay.Run(items, venue, pace is null ? null : pace.Hold);
        var took = TimeProvider.System.GetElapsedTime(began);
        var reader = new FlowReader(
            services.GetRequiredService<IComponentBus>(), simulation.Grains.GetGrain<ISystemGrain>(ISystemGrain.Key), services.GetRequiredService<FeedIntake>(),
            services.GetRequiredService<ISystemCounters>(), simulation.Time);
        return (await reader.Read(), await services.GetRequiredService<IEventRuntime>().ReadLedger(), replay.Items, took);
    }

    private static void Configure(ISiloBuilder silo, CaptureSurvey survey, FlowLog log) => silo.AddGenesis(genesis =>
    {
        // What is left of an earlier run must not be in this one.
        genesis.UseMemory().AddComponentType<Echo>().AddTrading(withFeed: false)
            .AddComponent(FlowRecorder.ComponentId, FlowRecorder.Subscriptions, make: (_, _) => new FlowRecorder(log))
            .AllowSettings("Doors", "Telemetry");
        genesis.Services.PostConfigure<TradingOptions>(options =>
        {
            FlowSymbols.Set(options, survey.Venue, survey.Spot);
            // A venue without evidence has no better books than these.
            if (survey.Venue == "coinbase" && options.Risk.MinimumGrade > BookGrade.Unproven) options.Risk.MinimumGrade = BookGrade.Unproven;
        });
    });

    // The port of the gateway and the place of the stores are those of a silo of real time.
    private static IConfiguration Settings(IConfiguration configuration) => new ConfigurationBuilder().AddInMemoryCollection(
        configuration.AsEnumerable().Where(static pair => !pair.Key.StartsWith("Genesis:GatewayPort", StringComparison.OrdinalIgnoreCase) && !pair.Key.StartsWith("Genesis:Storage", StringComparison.OrdinalIgnoreCase))).Build();

    private static CaptureInput Simulated(int seed, TimeSpan time, IConfiguration configuration)
    {
        string[] symbols = [.. configuration.GetSection($"{TradingOptions.Section}:Symbols").GetChildren().Select(static symbol => Symbols.Name(symbol.Value ?? "")).Where(static symbol => Symbols.Kind(symbol) == InstrumentKind.Spot).Distinct()];
        return CaptureInput.Memory($"a market of seed {seed}", MarketRecording.Make(seed, symbols.Length > 0 ? symbols : ["BTC-USDT"], time));
    }

    private static void Tell(TextWriter output, (FlowFigures Figures, LedgerBalance Ledger, long Items, TimeSpan Took) result, FlowLog log, CaptureItems items, TimeSpan recorded)
    {
        foreach (var line in log.Lines.Take(Shown)) output.WriteLine("  " + line);
        if (log.Lines.Count > Shown) output.WriteLine(FlowText.Text($"  … and {log.Lines.Count - Shown} lines more"));
        var (signals, exchange) = (result.Figures.Signals, result.Figures.Exchange);
        output.WriteLine(FlowText.Text($"frames     {items.Frames}, {items.Malformed} of them unreadable; {result.Items} market events"));
        if (signals is not null) output.WriteLine(FlowText.Text($"signals    {log.Signals.Count} = {signals.Accepted} accepted + {signals.Refused} refused{(signals.Unsettled > 0 ? FlowText.Text($" + {signals.Unsettled} unsettled") : "")}"));
        if (exchange is not null && result.Figures.Portfolio is { } portfolio)
        {
            output.WriteLine($"orders     {FlowText.Orders(exchange)}, {log.Fills.Count} fills");
            foreach (var line in Summary.Account(exchange, portfolio)) output.WriteLine(line);
        }
        foreach (var line in Summary.Ledger(result.Ledger)) output.WriteLine(line);
        output.WriteLine($"digest     {log.Digest}: the same on every run of this input");
        // The only line that differs from run to run.
        output.WriteLine(FlowText.Text($"speed      {recorded.TotalSeconds:0.0} s of market in {result.Took.TotalSeconds:0.0} s, {recorded / result.Took:0.0} times real time"));
    }

    private static async Task Pass(Simulation simulation, TimeSpan time)
    {
        var passed = new TaskCompletionSource();
        await using var timer = simulation.Time.CreateTimer(static passed => ((TaskCompletionSource)passed!).TrySetResult(), passed, time, Timeout.InfiniteTimeSpan);
        await passed.Task;
    }
}
