using System.Collections.Concurrent;
using System.Collections.Immutable;
using Genesis.Registry;
using Genesis.Resilience;
using Genesis.Supervision;
using Microsoft.Extensions.Logging;

namespace Genesis.Monitoring;

/// <summary>Tells the monitor how the components of this silo are: at once when something changes, and every second. One report is under way at a time.</summary>
internal sealed partial class SiloReporter(
    LocalComponents local, ComponentServices components, ProcessLink link, ProcessIdentity process, MonotonicClock clock, ModeGate mode, AskCounts asks, RecoveryFigures recoveries,
    IGrainFactory grains, ILogger<SiloReporter> log) : IDisposable
{
    /// <summary>From this share on the system is strained: the origin's figure of operability is measured with 30% failed.</summary>
    public const double StrainedFrom = 0.3;

    private const int Listed = 100;
    private const int MostRecovered = 1000;

    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Debounce = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(100);

    // Busy for less is nothing to speak of.
    private static readonly TimeSpan BusyFrom = TimeSpan.FromSeconds(1);

    private readonly ILogger _log = log;
    private readonly Lock _gate = new();
    private readonly List<ComponentCell> _cells = [];
    private readonly ConcurrentQueue<string> _recovered = new();
    private ITimer? _heartbeat;
    private ITimer? _soon;
    private FigureCounts _figures = FigureCounts.None;
    private AskCounts.Sum _counted;
    private TimeSpan _figuresAt;
    private TimeSpan _pause = Debounce;
    private double _systemShare;
    private long _number;
    private long _strained;
    private long _strainedOk;
    private bool _wasStrained;
    private bool _armed;
    private bool _sending;
    private bool _again;
    private volatile bool _leaves;
    private bool _unheard;

    /// <summary>Whether components are being started that there were when this silo began.</summary>
    public bool Starts { get; set; } = true;

    public void Start()
    {
        components.LifecycleChanged += OnLifecycle;
        components.HealthChanged += OnHealth;
        _soon = clock.Time.CreateTimer(static self => ((SiloReporter)self!).Send(leaves: false), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _heartbeat = clock.Time.CreateTimer(static self => ((SiloReporter)self!).Send(leaves: false), this, TimeSpan.Zero, Heartbeat);
    }

    /// <summary>Says that the silo leaves: its components are to be started elsewhere.</summary>
    public Task Stop()
    {
        _leaves = true;
        Dispose();
        return Report(leaves: true);
    }

    public void Dispose()
    {
        components.LifecycleChanged -= OnLifecycle;
        components.HealthChanged -= OnHealth;
        _heartbeat?.Dispose();
        _soon?.Dispose();
    }

    private void OnLifecycle(ComponentCell cell, LifecycleChange change)
    {
        if (change is { From: Lifecycle.Recovering, To: Lifecycle.Running } && _recovered.Count < MostRecovered) _recovered.Enqueue(cell.Id);
        Soon();
    }

    private void OnHealth(ComponentCell cell) => Soon();

    private void Soon()
    {
        lock (_gate)
        {
            if (_armed) return;
            _armed = true;
            _soon?.Change(_pause, Timeout.InfiniteTimeSpan);
        }
    }

    private void Send(bool leaves)
    {
        lock (_gate)
        {
            _armed = false;
            _again |= _sending;
            if (_sending) return;
            _sending = true;
        }
        _ = Report(leaves);
    }

    private async Task Report(bool leaves)
    {
        var report = Make(leaves);
        try
        {
            var answer = await grains.GetGrain<IMonitorGrain>(IMonitorGrain.Key).Report(report).WaitAsync(Patience, clock.Time);
            _systemShare = answer.FailedShare;
            link.Take(answer.Mode);
            _unheard = false;
        }
        catch (Exception exception)
        {
            // A report that is still on its way when the silo leaves is missed by nobody.
            if (!_unheard && !_leaves && exception is not ObjectDisposedException) LogUnheard(exception);
            _unheard = true;
            foreach (var id in report.Recovered) _recovered.Enqueue(id);
        }
        bool again;
        lock (_gate)
        {
            (again, _again, _sending) = (_again, false, false);
        }
        if (again) Soon();
    }

    private SiloReport Make(bool leaves)
    {
        var now = clock.Now;
        var states = new int[Enum.GetValues<Lifecycle>().Length];
        var (count, weight, failedCount, failedWeight) = (0, 0.0, 0, 0.0);
        List<FailedComponent> failed = [];
        List<BusyComponent> busy = [];
        local.CopyTo(_cells);
        foreach (var cell in _cells)
        {
            var state = cell.Lost is null ? cell.State : cell.Seen.State;
            states[(int)state]++;
            if (cell.Busy is { } run && now - run.Since >= BusyFrom) busy.Add(new(cell.Id, run.Type, clock.ToUtc(run.Since), now - run.Since > cell.HungAfter, cell.FoundBlocking));
            if (!ModeRules.Counts(state)) continue;
            var own = cell.Registration.Policies.Weight;
            count++;
            weight += own;
            if (!ModeRules.Failed(state)) continue;
            failedCount++;
            failedWeight += own;
            failed.Add(new(cell.Id, state, own, cell.Seen.Reason));
        }
        _cells.Clear();
        var health = new ModeInputs(count, weight, failedCount, failedWeight, SystemHealth.Foremost(failed));
        UpdateFigures(Math.Max(health.FailedShare, _systemShare), now, leaves);
        // A look at many components takes its time: it must not become all that this silo does, nor may the mode be late.
        _pause = TimeSpan.FromTicks(Math.Clamp((clock.Now - now).Ticks * 20, Debounce.Ticks, LongestPause.Ticks));
        return new SiloReport
        {
            Process = process.Number,
            Number = ++_number,
            Uptime = now,
            Mode = mode.Mode,
            Health = health,
            States = [.. states],
            Busy = [.. busy.OrderBy(static one => one.Since).Take(Listed)],
            Recovered = TakeRecovered(),
            Figures = _figures,
            Leaves = leaves,
            Starts = Starts,
        };
    }

    private ImmutableArray<string> TakeRecovered()
    {
        var ids = ImmutableArray.CreateBuilder<string>();
        while (_recovered.TryDequeue(out var id)) ids.Add(id);
        return ids.ToImmutable();
    }

    /// <summary>Asks are added up every second, and whenever the strain begins or ends.</summary>
    private void UpdateFigures(double failedShare, TimeSpan now, bool last)
    {
        var strained = failedShare >= StrainedFrom;
        if (strained != _wasStrained || last || now - _figuresAt >= Heartbeat * 0.9)
        {
            var sum = asks.Read();
            if (_wasStrained)
            {
                _strained += sum.Critical - _counted.Critical;
                _strainedOk += sum.CriticalOk - _counted.CriticalOk;
            }
            (_counted, _figuresAt, _wasStrained) = (sum, now, strained);
        }
        _figures = new FigureCounts
        {
            Admitted = _counted.Admitted,
            Ok = _counted.Ok,
            Strained = _strained,
            StrainedOk = _strainedOk,
            Failures = recoveries.Failures,
            Automatic = recoveries.Automatic,
            ByHand = recoveries.ByHand,
            Quarantined = recoveries.GivenUp,
            Timed = recoveries.Timed,
            RecoveryTime = recoveries.Total,
            RecoveryTimes = recoveries.Times.Buckets,
            Predictions = recoveries.Predictions,
            Hits = recoveries.Hits,
            FalseAlarms = recoveries.FalseAlarms,
        };
    }

    [LoggerMessage(2500, LogLevel.Error, "The monitor does not take reports. The mode stays as it is here until it does.")]
    private partial void LogUnheard(Exception exception);
}
