using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Doors;

/// <summary>The figures of the mechanisms that the component runtime has, from what it counts anyway.</summary>
internal sealed class RuntimeMechanisms(IComponentBus bus, IEventRuntime events, IGrainFactory grains, IFaults faults, MetricStore metrics, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<RuntimeMechanisms>();
        foreach (var (name, read) in (ReadOnlySpan<(string, Func<RuntimeMechanisms, CancellationToken, ValueTask<IReadOnlyList<MechanismFigure>>>)>)
        [
            ("DimensionalCollapse", static (from, token) => from.Collapse(token)), ("EventHorizon", static (from, token) => from.Horizon(token)),
            ("QuantumTime", static (from, _) => new(from.Time())), ("QuantumTunnel", static (from, _) => new(from.Tunnel())), ("InfiniteDensity", static (from, _) => new(from.Density())),
            ("RealityMatrix", static (from, _) => new(from.Matrix())), ("OmniConvergence", static (from, token) => from.Convergence(token)),
            ("PredictiveRecovery", static (from, _) => from.Prediction()), ("QuantumFeedbackLoop", static (from, _) => new(from.Feedback())),
        ])
            services.AddSingleton<IMechanism>(provider => new RuntimeMechanism(name, token => read(provider.GetRequiredService<RuntimeMechanisms>(), token)));
    }

    private async ValueTask<IReadOnlyList<MechanismFigure>> Collapse(CancellationToken token)
    {
        var total = LedgerAnswer.Of(await events.ReadLedger(token)).Total;
        var (arrived, conflated) = (total.Published + total.CarriedOver, total.Conflated);
        return [new("collapse factor of mailboxes", Share(arrived, arrived - conflated), "deliveries in / out"), new("conflated in mailboxes", conflated, "deliveries")];
    }

    private async ValueTask<IReadOnlyList<MechanismFigure>> Horizon(CancellationToken token)
    {
        var outcomes = bus.Routes.SelectMany(static route => route.Requests).SelectMany(static request => request.Outcomes).ToLookup(static pair => pair.Key, static pair => pair.Value);
        var letters = await events.DeadLetters.Count(token);
        var retried = metrics.Total("genesis.asks.retries") + metrics.Total("genesis.events.retries");
        return
        [
            new("caught", outcomes.Where(static kind => kind.Key != OutcomeKind.Ok).Sum(static kind => kind.Sum()) + letters.Added, "failures", "outcomes other than ok, and dead letters"),
            new("retried", retried, "attempts"),
            new("dead-lettered", letters.Added, "events", string.Create(CultureInfo.InvariantCulture, $"{letters.Kept} are kept")),
        ];
    }

    private IReadOnlyList<MechanismFigure> Time()
    {
        var outcomes = bus.Routes.SelectMany(static route => route.Requests).SelectMany(static request => request.Outcomes).ToArray();
        long ok = outcomes.Where(static pair => pair.Key == OutcomeKind.Ok).Sum(static pair => pair.Value), late = outcomes.Where(static pair => pair.Key == OutcomeKind.TimedOut).Sum(static pair => pair.Value);
        return
        [
            new("deadlines met", Share(ok, ok + late), "share", "of asks that were answered or timed out"), new("speed-up", null, "x real time", "a live host runs in real time"),
        ];
    }

    private IReadOnlyList<MechanismFigure> Tunnel()
    {
        var path = bus.LocalPath;
        return
        [
            new("share on the fast path", path.Share, "share", "of asks of this process: brought to components in it without a grain call"),
            new("asks on the fast path", path.Local, "asks"),
            new("p50 on the fast path", path.P50 > TimeSpan.Zero ? path.P50.TotalMicroseconds : null, "µs", "waiting and handler included; at most a quarter too high"),
            new("p50 of an ask", metrics.Quantile("genesis.asks.duration", 0.5) * 1e6, "µs", "waiting and handler included; the bound of the bucket it is in"),
        ];
    }

    private IReadOnlyList<MechanismFigure> Density()
    {
        double raw = metrics.Total("genesis.storage.bytes.raw"), written = metrics.Total("genesis.storage.bytes");
        return [new("ratio of checkpoints", Share(raw, written), "bytes before / after"), new("written", written, "bytes")];
    }

    private IReadOnlyList<MechanismFigure> Matrix() =>
        [new("profile", null, "name", time == TimeProvider.System ? "live" : "simulation"), new("faults in force", faults.List().Length, "faults"), new("faults injected", metrics.Total("genesis.chaos.injected"), "faults")];

    private async ValueTask<IReadOnlyList<MechanismFigure>> Convergence(CancellationToken token)
    {
        var ledger = await events.ReadLedger(token);
        return
        [
            new("balance", ledger.Differing.Sum(static row => Math.Abs(row.Difference)), "deliveries unaccounted for", ledger.IsBalanced ? "balanced" : ledger.IsWrong ? "wrong" : "on their way"),
            new("duplicates dropped", metrics.Total("genesis.events.duplicates"), "deliveries"), new("repaired gaps", metrics.Total("genesis.exchange.resyncs"), "books"),
        ];
    }

    private async ValueTask<IReadOnlyList<MechanismFigure>> Prediction()
    {
        var counts = (await grains.GetGrain<IMonitorGrain>(IMonitorGrain.Key).GetStatus().WaitAsync(Patience, time)).Figures.Counts;
        return [new("predictions", counts.Predictions, "suspicions"), new("hits", counts.Hits, "failures"), new("false alarms", counts.FalseAlarms, "suspicions")];
    }

    private IReadOnlyList<MechanismFigure> Feedback() =>
    [
        .. bus.Routes.Take(100).Select(static route => new MechanismFigure($"limit of {route.Target}", route.Concurrency.Value, route.Concurrency.Unit, route.Concurrency.Why ?? "it never changed")),
        new("retries granted", bus.Routes.Sum(static route => route.RetriesGranted), "attempts"), new("retries refused", bus.Routes.Sum(static route => route.RetriesRefused), "attempts", "by the retry budget"),
    ];

    private static double? Share(double part, double whole) => whole > 0 ? part / whole : null;
}
