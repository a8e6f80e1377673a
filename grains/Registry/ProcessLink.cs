using System.Collections.Immutable;
using Genesis.Resilience;
using Microsoft.Extensions.Logging;

namespace Genesis.Registry;

/// <summary>
/// Keeps this process in touch with the registry and the monitor: it is told of changes at once, renews its lease, and asks for what it has missed. It needs no silo, only
/// references to grains. Without the two it goes on with what it knows last.
/// </summary>
internal sealed partial class ProcessLink(IGrainFactory grains, ComponentDirectory directory, ModeGate mode, ProcessIdentity process, MonotonicClock clock, ILogger<ProcessLink> log)
    : IProcessObserver, IDisposable
{
    private const int DeclaredAtOnce = 2000;
    private const int RenewalsPerSync = 5;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly ILogger _log = log;
    private readonly DirectoryCopy _copy = new(directory);
    private readonly Lock _gate = new();
    private ImmutableArray<ComponentRegistration> _declared = [];
    private IProcessObserver? _self;
    private ITimer? _timer;
    private ModeChange? _mode;
    private Task _syncing = Task.CompletedTask;
    private long _declaredTo;
    private int _renewals;
    private bool _behind;
    private bool _lost;
    private long _gaps;

    /// <summary>How often something was missed and asked for.</summary>
    public long Gaps => Volatile.Read(ref _gaps);

    /// <summary>The last change of the mode that this process has taken over.</summary>
    public ModeChange? Mode => _mode;

    /// <summary>Makes the declared components known, here and to the registry, and fetches what else there is.</summary>
    public async Task Start(ImmutableArray<ComponentRegistration> declared)
    {
        _declared = declared;
        // They are there even if the registry does not answer for now.
        foreach (var registration in declared) _copy.Declare(registration);
        _self = grains.CreateObjectReference<IProcessObserver>(this);
        await Renew(whole: true);
        _timer = clock.Time.CreateTimer(static self => ((ProcessLink)self!).Tick(), this, Period, Period);
    }

    public async Task Stop()
    {
        Dispose();
        if (_self is not { } self) return;
        try
        {
            await Task.WhenAll(Registry.Detach(process.Number), Monitor.Detach(process.Number)).WaitAsync(Patience, clock.Time);
        }
        catch (Exception)
        {
            // Its lease ends by itself.
        }
        grains.DeleteObjectReference<IProcessObserver>(self);
    }

    public void Dispose() => _timer?.Dispose();

    /// <inheritdoc/>
    public Task<bool> RegistryChanged(RegistryUpdate update)
    {
        // A registry that has begun anew does not know yet what this process declares: its changes would take that away.
        var known = update.Epoch == Volatile.Read(ref _declaredTo);
        if (known && _copy.Apply(update)) return Task.FromResult(true);
        if (known) Interlocked.Increment(ref _gaps);
        _behind = true;
        Tick();
        return Task.FromResult(false);
    }

    /// <inheritdoc/>
    public Task ModeChanged(ModeChange change)
    {
        Take(change);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task ComponentsRecovered(ImmutableArray<string> ids)
    {
        foreach (var id in ids) directory.Find(id)?.Breaker.HalfOpen(clock.Now);
        return Task.CompletedTask;
    }

    /// <summary>Takes a change of the mode over, unless a later one is known.</summary>
    public void Take(ModeChange change)
    {
        lock (_gate)
        {
            if (!change.IsNewerThan(_mode)) return;
            _mode = change;
            mode.Set(change.To);
        }
    }

    private IRegistryGrain Registry => grains.GetGrain<IRegistryGrain>(IRegistryGrain.Key);

    private IMonitorGrain Monitor => grains.GetGrain<IMonitorGrain>(IMonitorGrain.Key);

    private void Tick()
    {
        lock (_gate)
        {
            if (!_syncing.IsCompleted) return;
            var whole = _behind || _lost || ++_renewals % RenewalsPerSync == 0;
            _syncing = Renew(whole);
        }
    }

    private async Task Renew(bool whole)
    {
        try
        {
            var attached = Attach();
            if (whole) await Sync();
            await attached;
            if (_lost) LogFound();
            _lost = false;
        }
        catch (ObjectDisposedException)
        {
            // The host is gone.
        }
        catch (Exception exception)
        {
            if (!_lost) LogLost(exception);
            _lost = true;
        }
    }

    private async Task Attach() => Take(await Monitor.Attach(process.Number, _self!).WaitAsync(Patience, clock.Time));

    private async Task Sync()
    {
        _behind = false;
        RegistryUpdate update;
        do
        {
            var (epoch, version, whole) = _copy.Position;
            update = await Registry.Sync(process.Number, _self!, epoch, version, whole).WaitAsync(Patience, clock.Time);
            if (update.Epoch != _declaredTo)
            {
                // A registry that has begun anew knows what it has stored, and not what this process declares.
                await Declare();
                Volatile.Write(ref _declaredTo, update.Epoch);
                update = update with { More = true };
                continue;
            }
            // One that does not fit has crossed with another, newer one: ask again.
            if (!_copy.Apply(update)) update = update with { More = true };
        }
        while (update.More);
    }

    private async Task Declare()
    {
        for (var at = 0; at < _declared.Length; at += DeclaredAtOnce)
        {
            var overridden = await Registry.TakeDeclared([.. _declared.AsSpan(at, Math.Min(DeclaredAtOnce, _declared.Length - at))]).WaitAsync(Patience * 5, clock.Time);
            if (overridden.Length > 0) LogOverridden(string.Join(", ", overridden.Take(50)));
        }
    }

    [LoggerMessage(2601, LogLevel.Error, "The registry or the monitor does not answer. This process goes on with the components and the mode that it knows, and tries again.")]
    private partial void LogLost(Exception exception);

    [LoggerMessage(2602, LogLevel.Warning, "The registry and the monitor answer again.")]
    private partial void LogFound();

    [LoggerMessage(2603, LogLevel.Warning, "These components were registered or removed at run time, which holds against what code and configuration declare: {Ids}")]
    private partial void LogOverridden(string ids);
}
