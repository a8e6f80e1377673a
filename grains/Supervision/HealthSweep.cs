using System.Globalization;
using Genesis.Resilience;
using Microsoft.Extensions.Logging;

namespace Genesis.Supervision;

/// <summary>
/// Looks at all components of this process at intervals: finds handlers that hang, pings components that have been quiet or busy for long, and suspects failures before
/// they come. One timer for all of them, whatever their number. A component that is idle and answers its ping is healthy.
/// </summary>
internal sealed partial class HealthSweep(
    LocalComponents local, ComponentDirectory directory, MonotonicClock clock, Func<SupervisionOptions> options, Func<TimeSpan> pingDeadline, ILogger<HealthSweep> log) : IDisposable
{
    // Pings of one sweep: more go with the next ones.
    private const int MostPings = 4096;

    private readonly List<ComponentCell> _cells = [];
    private readonly List<Ping> _pings = [];
    private readonly ILogger _log = log;
    private ITimer? _timer;
    private SuspicionOptions? _suspicion;
    private TimeSpan _last;
    private TimeSpan _paused;
    private long _sweeps;

    /// <summary>How often it has looked.</summary>
    public long Sweeps => Volatile.Read(ref _sweeps);

    public void Start()
    {
        _last = clock.Now;
        _timer = clock.Time.CreateTimer(static self => ((HealthSweep)self!).Tick(), this, options().CheckInterval, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _timer?.Dispose();

    private void Tick()
    {
        try
        {
            Sweep(clock.Now);
        }
        catch (Exception exception)
        {
            LogFailed(exception);
        }
        finally
        {
            Interlocked.Increment(ref _sweeps);
            _timer?.Change(options().CheckInterval, Timeout.InfiniteTimeSpan);
        }
    }

    private void Sweep(TimeSpan now)
    {
        var settings = options();
        var gap = now - _last;
        _last = now;
        // When this sweep is late the whole process was held up (starved, suspended, in a debugger), and nobody could answer: that time does not count.
        if (gap > settings.CheckInterval * 3)
        {
            _paused += gap - settings.CheckInterval;
            return;
        }
        JudgePings(now);
        local.CopyTo(_cells);
        var changed = _suspicion != settings.Suspicion ? _suspicion = settings.Suspicion : null;
        foreach (var cell in _cells) Look(cell, settings, changed, now);
        _cells.Clear();
    }

    private void Look(ComponentCell cell, SupervisionOptions settings, SuspicionOptions? changed, TimeSpan now)
    {
        if (changed is not null) cell.Suspicion?.Configure(changed);
        if (!cell.Life.IsUp || cell.Lost is not null) return;
        if (cell.ProbedAt == TimeSpan.Zero) cell.ProbedAt = now;
        if (cell.Busy is not { } busy)
        {
            if (now - Later(cell.LastActivity, cell.ProbedAt) >= settings.ProbeAfter) Send(cell, now);
            return;
        }
        var hungAfter = cell.HungAfter;
        var busyFor = now - busy.Since;
        if (busyFor > hungAfter) cell.FailHung(busy);
        else if (cell.Suspicion?.Judge(busyFor, now) == Suspicion.Suspected) cell.Suspect(busy);
        // One that blocks its thread must be known as such by the time it is hung.
        if (busyFor >= Shorter(settings.ProbeAfter, hungAfter / 2) && now - cell.ProbedAt >= settings.CheckInterval) Send(cell, now);
    }

    private void Send(ComponentCell cell, TimeSpan now)
    {
        if (cell.IsProbed || _pings.Count >= MostPings || directory.Find(cell.Id) is not { } route) return;
        cell.IsProbed = true;
        cell.ProbedAt = now;
        _pings.Add(new(cell, cell.Generation, route.Grain.Probe(), now - _paused));
    }

    private void JudgePings(TimeSpan now)
    {
        var deadline = pingDeadline();
        var kept = 0;
        foreach (var ping in _pings)
        {
            var answered = ping.Answer.IsCompleted;
            if (!answered && now - _paused - ping.SentAt <= deadline)
            {
                _pings[kept++] = ping;
                continue;
            }
            ping.Cell.IsProbed = false;
            // One that could not be sent, because the host stops for instance, says nothing about the component.
            if (answered) _ = ping.Answer.Exception;
            else Lost(ping, deadline, now);
        }
        _pings.RemoveRange(kept, _pings.Count - kept);
    }

    private void Lost(Ping ping, TimeSpan deadline, TimeSpan now)
    {
        var cell = ping.Cell;
        if (cell.Generation != ping.Generation || !cell.Life.IsUp) return;
        var blocking = cell.Busy is { OffTurn: false } busy ? busy : default(BusyRun?);
        var since = clock.ToUtc(blocking?.Since ?? now - deadline).ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
        var silence = string.Create(CultureInfo.InvariantCulture, $"a ping was not answered within {deadline.TotalSeconds:0.###} s");
        var reason = blocking is { } run
            ? $"Its handler of {run.Type} has blocked its thread since {since} UTC: {silence}. It is restarted as soon as the handler lets go, and runs beside the turn from then on."
            : $"It has not answered since {since} UTC: {silence}.";
        if (blocking is { } found) LogBlocks(cell.Id, found.Type, since);
        else LogSilent(cell.Id, since);
        directory.Find(cell.Id)?.Breaker.Trip(reason, now);
        cell.LoseTurn(new(blocking?.Since ?? now - deadline, blocking is not null, reason));
    }

    private static TimeSpan Later(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private readonly record struct Ping(ComponentCell Cell, long Generation, Task Answer, TimeSpan SentAt);
}
