using System.Collections.Immutable;
using Genesis.Chaos;
using Genesis.Events;
using Orleans.Concurrency;

namespace Genesis.Operations;

/// <summary>Asks, tells and looks on behalf of operators. It keeps nothing, so every silo may have some beside the others.</summary>
[StatelessWorker(1), Reentrant]
internal sealed class OperatorGrain(
    ComponentBus bus, IEventRuntime events, ISystemCounters counters, HostIdentity host, ModeGate mode, ComponentDirectory directory, LocalComponents local, Ledger ledger, FaultMetrics faults,
    TimeProvider time) : Grain, IOperatorGrain
{
    private const int MostGlances = 1000;

    private static readonly OutcomeKind[] Kinds = Enum.GetValues<OutcomeKind>();

    public async Task<AskAnswer> Ask(string target, string type, Payload data, TimeSpan? timeout, string source)
    {
        var outcome = await bus.Ask(target, type, data, timeout, source);
        return new AskAnswer(outcome.Reply, outcome.Target, outcome.Type, outcome.Attempts, outcome.Elapsed);
    }

    public async Task<TellResult> Tell(TellCommand command) => await bus.Tell(command.Type, command.Data, command.Source, new TellOptions
    {
        Key = command.Key,
        Priority = command.Priority,
        TimeToLive = command.TimeToLive,
        Only = command.Only,
    });

    public Task<ImmutableArray<WaitStep>> GetWaits() => Task.FromResult<ImmutableArray<WaitStep>>([.. bus.Waits]);

    public Task<ImmutableArray<RouteReport>> GetRoutes() => Task.FromResult<ImmutableArray<RouteReport>>([.. bus.Routes]);

    public async Task<LedgerBalance> GetLedger(CancellationToken cancellationToken) => await events.ReadLedger(cancellationToken);

    public async Task<SystemGlance> Look(int most)
    {
        var monitor = await GrainFactory.GetGrain<IMonitorGrain>(IMonitorGrain.Key).GetStatus();
        List<ComponentCell> cells = [];
        local.CopyTo(cells);
        var (asks, answerTime) = Asks();
        return new SystemGlance
        {
            At = time.GetUtcNow(),
            System = new SystemStatus(
                host.Version, host.Orleans, host.SiloName, host.ProcessId, host.StartedAt, time.GetUtcNow() - host.StartedAt, mode.Mode, directory.Count, host.Storage, counters.Read()),
            Monitor = monitor,
            Components = [.. cells.Select(static cell => cell.Status()).OrderByDescending(Attention).ThenBy(static one => one.Id, StringComparer.Ordinal).Take(Math.Clamp(most, 0, MostGlances)).Select(Glance)],
            Total = cells.Count,
            Deliveries = ledger.Snapshot().Total,
            Asks = asks,
            AnswerTime = answerTime,
            UnderWay = bus.InFlight.Count,
            Faults = faults.InForce,
        };
    }

    // What does not run first, then what is held up, then what has done most.
    private static (int, int, long) Attention(ComponentStatus one) =>
        (one.State == Lifecycle.Running ? 0 : 1, one.Activity == Activity.Hung ? 1 : 0, one.Requests + one.Events);

    private ComponentGlance Glance(ComponentStatus status)
    {
        if (directory.Find(status.Id) is not { } route) return new(status, default, 0, 0, TimeSpan.Zero);
        var (asked, answered, answerTime) = (0L, 0L, TimeSpan.Zero);
        foreach (var type in route.Types)
        {
            foreach (var kind in Kinds) asked += type.Counted(kind);
            answered += type.Counted(OutcomeKind.Ok);
            answerTime += type.AnswerTime;
        }
        return new(status, route.BreakerState, asked, answered, answerTime);
    }

    private (ImmutableSortedDictionary<OutcomeKind, long> Outcomes, TimeSpan AnswerTime) Asks()
    {
        var outcomes = ImmutableSortedDictionary.CreateBuilder<OutcomeKind, long>();
        var answerTime = TimeSpan.Zero;
        foreach (var type in directory.Routes.SelectMany(static route => route.Types))
        {
            foreach (var kind in Kinds)
                if (type.Counted(kind) is var count and > 0) outcomes[kind] = outcomes.GetValueOrDefault(kind) + count;
            answerTime += type.AnswerTime;
        }
        return (outcomes.ToImmutable(), answerTime);
    }
}
