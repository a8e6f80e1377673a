using System.Collections.Immutable;
using Genesis.Registry;
using Genesis.Resilience;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using Orleans.Placement;

namespace Genesis.Monitoring;

/// <summary>
/// The one monitor. It keeps nothing: after its host has died another one goes on from the mode that the silos act by and from their next reports.
/// </summary>
[Reentrant, KeepAlive, Immovable]
internal sealed partial class MonitorGrain(MonotonicClock clock, IOptionsMonitor<ModeOptions> options, SystemEvents events, ILogger<MonitorGrain> log)
    : Grain, IMonitorGrain
{
    private const int ChangesKept = 32;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SilentAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PushPatience = TimeSpan.FromSeconds(1);

    // One that takes over waits until all silos have had the time to report; at a start of the system there is nothing to take over.
    private static readonly TimeSpan TakeOver = TimeSpan.FromSeconds(1.5);

    private readonly ILogger _log = log;
    private readonly SystemHealth _health = new();
    private readonly ProcessTable _processes = new(clock.Time, Lease, PushPatience);
    private ImmutableArray<ModeChange> _changes = [];
    private ModeState _state = ModeState.Start;
    private ModeChange _current = null!;
    private IGrainTimer _stepDown = null!;
    private TimeSpan _decidesFrom;
    private TimeSpan? _lastChangeTook;
    private bool _hasReport;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var now = clock.Time.GetUtcNow();
        _current = new ModeChange(now.Ticks, 0, SystemMode.Normal, SystemMode.Normal, now, "The monitor has started.", ModeInputs.None);
        this.RegisterGrainTimer(Tick, new GrainTimerCreationOptions(Period, Period) { Interleave = true });
        _stepDown = this.RegisterGrainTimer(StepDown, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { Interleave = true });
        return Task.CompletedTask;
    }

    public Task<MonitorAnswer> Report(SiloReport report)
    {
        var now = clock.Now;
        if (!_hasReport) TakeOverFrom(report, now);
        _health.Add(report, now);
        if (report.Recovered.Length > 0) _ = _processes.Tell(process => process.ComponentsRecovered(report.Recovered));
        Decide(now);
        return Task.FromResult(new MonitorAnswer(_current, _health.Inputs.FailedShare));
    }

    public Task<ModeChange> Attach(long process, IProcessObserver observer)
    {
        _processes.Renew(process, observer);
        // Before the first report this monitor knows of no mode: what the process acts by holds.
        return Task.FromResult(_hasReport ? _current : _current with { Epoch = 0 });
    }

    public Task Detach(long process)
    {
        _processes.Remove(process);
        return Task.CompletedTask;
    }

    public Task<MonitorStatus> GetStatus() => Task.FromResult(new MonitorStatus
    {
        Mode = _current,
        Health = _health.Inputs,
        States = _health.States,
        Busy = _health.Busy,
        Figures = FigureMath.Of(_health.Counts),
        Silos = _health.Silos,
        Processes = _processes.Count,
        LastChangeTook = _lastChangeTook,
        Changes = _changes,
    });

    /// <summary>The first report says what the mode was before this monitor.</summary>
    private void TakeOverFrom(SiloReport report, TimeSpan now)
    {
        _hasReport = true;
        _decidesFrom = report.Uptime > TakeOver ? now + TakeOver : now;
        if (report.Mode == SystemMode.Normal) return;
        _state = new ModeState(report.Mode, null, null);
        _current = _current with { Number = 1, From = report.Mode, To = report.Mode, Reason = "The monitor has started anew, and goes on from the mode that was." };
    }

    private async Task Tick()
    {
        foreach (var silo in _health.Expire(clock.Now, SilentAfter)) LogSilent(silo, SilentAfter.TotalSeconds);
        await StepDown();
        if (!_hasReport || _health.IsStarting) return;
        try
        {
            var registered = await GrainFactory.GetGrain<IRegistryGrain>(IRegistryGrain.Key).Ensure(_health.Found);
            if (_health.Found >= registered) _health.ForgetLost();
        }
        catch (Exception)
        {
            // Each process says that the registry does not answer.
        }
    }

    /// <summary>The mode may change although nothing is reported: a threshold has been clear for long enough, silos are silent, settings were changed.</summary>
    private Task StepDown()
    {
        if (_hasReport) Decide(clock.Now);
        return Task.CompletedTask;
    }

    private void Decide(TimeSpan now)
    {
        if (now < _decidesFrom) return;
        var decision = ModeRules.Next(_state, _health.Inputs, options.CurrentValue, now);
        _state = decision.State;
        if (decision.LookAgainAt is { } at) _stepDown.Change(at > now ? at - now : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        if (!decision.Changed) return;
        var change = new ModeChange(_current.Epoch, _current.Number + 1, _current.To, decision.State.Mode, clock.Time.GetUtcNow(), decision.Reason, _health.Inputs);
        _current = change;
        _changes = [.. _changes.TakeLast(ChangesKept - 1), change];
        LogChanged(change.From, change.To, change.Reason);
        _ = Announce(change, now);
        events.Tell(change);
    }

    private async Task Announce(ModeChange change, TimeSpan began)
    {
        await _processes.Tell(process => process.ModeChanged(change));
        _lastChangeTook = clock.Now - began;
    }

    [LoggerMessage(2501, LogLevel.Warning, "The system mode goes from {From} to {To}: {Reason}")]
    private partial void LogChanged(SystemMode from, SystemMode to, string reason);

    [LoggerMessage(2502, LogLevel.Error, "The silo of process {Process} has not reported for {Seconds} s; its components count as failed until they run elsewhere.")]
    private partial void LogSilent(long process, double seconds);
}
