using System.Collections.Concurrent;
using System.Collections.Immutable;
using Genesis.Resilience;
using Microsoft.Extensions.Logging;

namespace Genesis.Chaos;

/// <inheritdoc cref="IFaults"/>
internal sealed partial class Faults : IFaults
{
    /// <summary>Most faults that are in force at once.</summary>
    public const int Most = 1000;

    public static readonly TimeSpan UsualSlowness = TimeSpan.FromMilliseconds(200);
    public static readonly TimeSpan UsualHang = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan HangStep = TimeSpan.FromMilliseconds(100);

    private readonly LocalComponents _local;
    private readonly ComponentDirectory _directory;
    private readonly RandomSource _random;
    private readonly MonotonicClock _clock;
    private readonly FaultMetrics _metrics;
    private readonly ILogger _log;
    private readonly ConcurrentDictionary<string, ComponentFaults> _faults = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private long _number;

    public Faults(LocalComponents local, ComponentDirectory directory, RandomSource random, MonotonicClock clock, FaultMetrics metrics, ILogger<Faults> log)
    {
        (_local, _directory, _random, _clock, _metrics, _log) = (local, directory, random, clock, metrics, log);
        directory.Removed += route =>
        {
            lock (_gate) ClearAll(route.Id);
        };
    }

    public TimeSpan Now => _clock.Now;

    public FaultResult Inject(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        if (FaultRules.Problem(fault) is { } problem) return new(null, problem);
        var id = fault.Component;
        if (_directory.Find(id) is null) return new(null, $"There is no component {id}. {_directory.Nearest(id)}".TrimEnd());
        if (_local.Find(id) is not { } cell) return new(null, $"{id} does not live in this process. Inject the fault in the process where it does.");
        Injection injection;
        lock (_gate)
        {
            Prune();
            if (_faults.Values.Sum(static faults => faults.Injections.Length) >= Most) return new(null, $"{Most} faults are in force already. End some of them first.");
            var now = _clock.Now;
            var time = fault.For ?? (fault.Count is null ? Fault.UsualTime : Fault.LongestTime);
            injection = new Injection(++_number, fault, now, now + time, _random.For($"fault {_number}"));
            if (fault.Kind != FaultKind.Kill) Set(id, [.. _faults.GetValueOrDefault(id)?.Injections ?? [], injection]);
        }
        LogInjected(injection.Number, fault.Kind, id);
        _metrics.Injected(fault.Kind);
        if (fault.Kind == FaultKind.Kill) Kill(cell, injection);
        return new(StatusOf(injection));
    }

    public bool Clear(long number)
    {
        lock (_gate)
        {
            Prune();
            foreach (var (id, faults) in _faults)
            {
                if (Array.Find(faults.Injections, one => one.Number == number) is not { } injection) continue;
                injection.End();
                Set(id, [.. faults.Injections.Where(static one => !one.Over.IsCompleted)]);
                LogEnded(number, injection.Fault.Kind, id, injection.Struck);
                return true;
            }
            return false;
        }
    }

    public int ClearAll()
    {
        lock (_gate)
        {
            Prune();
            var ended = 0;
            foreach (var id in _faults.Keys) ended += ClearAll(id);
            return ended;
        }
    }

    public ImmutableArray<FaultStatus> List()
    {
        lock (_gate)
        {
            Prune();
            return [.. _faults.Values.SelectMany(static faults => faults.Injections).OrderBy(static one => one.Number).Select(StatusOf)];
        }
    }

    /// <summary>What a component begins with: faults outlive its grain, but not the process.</summary>
    public ComponentFaults? Of(string id) => _faults.GetValueOrDefault(id);

    public void Count(Injection injection) => _metrics.Struck(injection.Fault.Kind);

    /// <summary>Takes away the faults of a component that strike no more.</summary>
    public void Forget(string id)
    {
        lock (_gate) Prune(id);
    }

    /// <summary>Lets a fault act on a handler run. Ends when the handler may begin.</summary>
    public async ValueTask Befall(Injection injection, Frame frame)
    {
        var fault = injection.Fault;
        switch (fault.Kind)
        {
            case FaultKind.Throw:
                throw new InjectedFaultException($"Fault {injection.Number} was injected into {fault.Component}.");
            case FaultKind.Slow:
                await Task.Delay(fault.By ?? UsualSlowness, _clock.Time);
                break;
            case FaultKind.Hang:
                // It obeys neither deadline nor token, as a handler that hangs; what was given up need not be kept.
                for (var end = _clock.Now + HangOf(injection); _clock.Now < end && !frame.Abandoned && !injection.Over.IsCompleted;)
                    await Task.WhenAny(injection.Over, Task.Delay(HangStep, _clock.Time));
                break;
        }
        if (frame.Abandoned) throw new InjectedFaultException($"Fault {injection.Number} held this run of {fault.Component} until it was given up.");
    }

    // Not longer than the fault is in force.
    private TimeSpan HangOf(Injection injection)
    {
        var (hang, left) = (injection.Fault.By ?? UsualHang, injection.EndsAt - _clock.Now);
        return hang < left ? hang : left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private void Kill(ComponentCell cell, Injection injection)
    {
        injection.StrikesOnce();
        Count(injection);
        _ = cell.OnTurn(killed => killed.Life.Fail($"It was killed by fault {injection.Number}."));
    }

    private int ClearAll(string id)
    {
        if (!_faults.TryGetValue(id, out var faults)) return 0;
        foreach (var injection in faults.Injections) injection.End();
        Set(id, []);
        return faults.Injections.Length;
    }

    private void Prune()
    {
        foreach (var id in _faults.Keys) Prune(id);
    }

    // What a hang holds is let go by its own time: a fault whose count is used up still holds those that it has struck.
    private void Prune(string id)
    {
        if (!_faults.TryGetValue(id, out var faults)) return;
        var now = _clock.Now;
        if (Array.TrueForAll(faults.Injections, one => !one.IsSpent(now))) return;
        foreach (var spent in faults.Injections.Where(one => one.IsSpent(now))) LogEnded(spent.Number, spent.Fault.Kind, id, spent.Struck);
        Set(id, [.. faults.Injections.Where(one => !one.IsSpent(now))]);
    }

    private void Set(string id, Injection[] injections)
    {
        if (injections.Length == 0) _faults.TryRemove(id, out _);
        else _faults[id] = new ComponentFaults(this, injections);
        _metrics.InForce = _faults.Values.Sum(static faults => faults.Injections.Length);
        // Read by the component after this was written: one whose grain is made at this moment looks here by itself.
        if (_local.Find(id) is { } cell) cell.Faults = Of(id);
    }

    private FaultStatus StatusOf(Injection injection) =>
        new(injection.Number, injection.Fault, _clock.ToUtc(injection.Since), _clock.ToUtc(injection.EndsAt), injection.Struck);

    [LoggerMessage(4400, LogLevel.Warning, "Fault {Number} is injected: {Kind} of {Component}.")]
    private partial void LogInjected(long number, FaultKind kind, string component);

    [LoggerMessage(4401, LogLevel.Warning, "Fault {Number} is over: {Kind} of {Component} has struck {Struck} times.")]
    private partial void LogEnded(long number, FaultKind kind, string component, long struck);
}
