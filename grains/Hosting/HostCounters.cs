using Genesis.Events;
using Microsoft.Extensions.Logging;

namespace Genesis.Hosting;

/// <summary>Reads what this process has counted, and says it when the silo stops.</summary>
internal sealed partial class HostCounters : ISystemCounters, ILifecycleParticipant<ISiloLifecycle>
{
    private static readonly OutcomeKind[] Kinds = Enum.GetValues<OutcomeKind>();

    private readonly ComponentDirectory _directory;
    private readonly ComponentServices _components;
    private readonly EventTeller _events;
    private readonly Ledger _ledger;
    private readonly ILogger _log;
    private readonly Lock _gate = new();
    private (long Requests, long Shed) _removed;

    public HostCounters(ComponentDirectory directory, ComponentServices components, EventTeller events, Ledger ledger, ILogger<HostCounters> log)
    {
        (_directory, _components, _events, _ledger, _log) = (directory, components, events, ledger, log);
        directory.Removed += route =>
        {
            lock (_gate) _removed = Plus(_removed, route);
        };
    }

    /// <inheritdoc/>
    public SystemCounters Read()
    {
        (long Requests, long Shed) asks;
        lock (_gate) asks = _removed;
        foreach (var route in _directory.Routes) asks = Plus(asks, route);
        return new SystemCounters
        {
            Requests = asks.Requests,
            RequestsShed = asks.Shed,
            LocalEvents = _events.Told(EventOrigin.Local),
            ExternalEvents = _events.Told(EventOrigin.External),
            ExchangeEvents = _events.Told(EventOrigin.Exchange),
            EventsShed = _ledger.Snapshot().Rows.Sum(static row => row.Shed),
            Failures = _components.Failures,
        };
    }

    // Left after the components: what they do at their end counts too.
    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(
        nameof(HostCounters), ServiceLifecycleStage.RuntimeServices, static _ => Task.CompletedTask,
        _ =>
        {
            LogCounters(Read());
            return Task.CompletedTask;
        });

    private static (long Requests, long Shed) Plus((long Requests, long Shed) sum, TargetRoute target)
    {
        foreach (var route in target.Types)
        {
            foreach (var kind in Kinds) sum.Requests += route.Counted(kind);
            sum.Shed += route.Counted(OutcomeKind.Rejected) + route.Counted(OutcomeKind.Overloaded);
        }
        return sum;
    }

    [LoggerMessage(2640, LogLevel.Information, "The silo stops. It has counted {Counters}.")]
    private partial void LogCounters(SystemCounters counters);
}
