using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Placement;
using Orleans.Storage;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace Genesis;

/// <summary>The grain of a component: brings calls to its cell. Reentrant, so that probes, asks and events come in while a handler awaits; the baton does the rest.</summary>
/// <remarks>Placed at random over the silos: components stay where they are for as long as their silo lives, so a measure of load at their start would say little. Immovable like all our grains that keep something: where calls wait when its
/// silo stops, Orleans would look for a silo to move the activation to, and log an error where there is none; the next activation reads what this one has stored.</remarks>
[Reentrant, KeepAlive, RandomPlacement, Immovable, ImplicitStreamSubscription(EventBatch.Inbox)]
internal sealed class ComponentGrain(ComponentServices services, ILogger<ComponentGrain> log)
    : Grain, IComponentGrain, IStreamSubscriptionObserver, IAsyncObserver<EventBatch>, ILocalTarget
{
    // An activation that stands for no component leaves when nobody has called it for so long.
    private static readonly TimeSpan QuietTime = TimeSpan.FromSeconds(1);

    private ComponentCell? _cell;
    private LocalPath? _path;
    private IGrainTimer? _leaving;
    private bool _isCalled;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Open();
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        ClosePath();
        if (_cell is not { } cell) return;
        await cell.Life.Stop($"Its grain is deactivated: {reason.Description}");
        services.Local.Remove(cell);
    }

    public ValueTask<Reply> Ask(AskRequest request)
    {
        if (Started() is not { } cell) return new(new Reply(OutcomeKind.UnknownComponent));
        return cell.Ask(request);
    }

    public Task<int> Deliver(EventBatch batch) => Take(batch).AsTask();

    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) => handleFactory.Create<EventBatch>().ResumeAsync(this);

    public Task OnNextAsync(EventBatch item, StreamSequenceToken? token = null)
    {
        var taking = Take(item);
        return taking.IsCompletedSuccessfully ? Task.CompletedTask : taking.AsTask();
    }

    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;

    public Task Start() => Open()?.Life.Start() ?? Task.CompletedTask;

    public Task Probe() => Task.CompletedTask;

    public Task<ComponentStatus> GetStatus() => Task.FromResult((Open() ?? throw Unknown()).Status());

    public Task Fail(long generation, string reason)
    {
        if (_cell is { } cell && cell.Generation == generation) cell.Life.Fail(reason);
        return Task.CompletedTask;
    }

    public Task Restart(string reason)
    {
        (Open() ?? throw Unknown()).Life.Restart(reason);
        return Task.CompletedTask;
    }

    public Task RestartDependant(string reason)
    {
        _cell?.Life.RestartIfUp(reason);
        return Task.CompletedTask;
    }

    public async Task Shutdown(string reason)
    {
        if (_cell is not { } cell) return;
        await cell.Life.Stop(reason);
        services.Local.Remove(cell);
        _cell = null;
        LeaveWhenQuiet();
    }

    public async Task Replace(ComponentRegistration registration)
    {
        if (_cell is { } cell)
        {
            await cell.Life.Stop("It is replaced.");
            services.Local.Remove(cell);
            _cell = null;
        }
        // The directory is the registry's alone: by now the component may have been removed again.
        await Open(registration).Life.Start();
    }

    public Task Follow(WaitProbe probe)
    {
        _cell?.Follow(probe);
        return Task.CompletedTask;
    }

    public Task BreakCycle(WaitStep wait, string path)
    {
        _cell?.BreakCycle(wait, path);
        return Task.CompletedTask;
    }

    public ValueTask<int> Take(EventBatch batch)
    {
        if (Started() is { } cell) return cell.Events.Take(batch);
        // Nobody is registered under this id any more. What is in the journal stays there.
        foreach (var happened in batch.Events)
            if (!happened.IsDurable) services.Events.Ledger.Row(happened.Type, this.GetPrimaryKeyString()).Shed(ShedReason.ComponentStopped);
        return new(batch.Events.Length);
    }

    /// <summary>The component, started at the latest by whoever needs it first.</summary>
    private ComponentCell? Started()
    {
        var cell = _cell ?? Open();
        if (cell is { State: Lifecycle.Registered }) _ = cell.Life.Start();
        return cell;
    }

    private ComponentCell? Open()
    {
        if (_cell is not null) return _cell;
        if (services.Directory.Find(this.GetPrimaryKeyString()) is { } route) return Open(route.Registration);
        // Nobody knows it: nothing of it stays in memory.
        LeaveWhenQuiet();
        return null;
    }

    /// <summary>
    /// Deactivates once no call has come for a while. Orleans forwards the calls that wait for an activation which deactivates to the next one, and rejects a call that it has forwarded twice:
    /// an activation that left at once would have calls fail that it could have answered.
    /// </summary>
    private void LeaveWhenQuiet()
    {
        _isCalled = true;
        _leaving ??= this.RegisterGrainTimer(LeaveIfQuiet, new GrainTimerCreationOptions(QuietTime, QuietTime) { Interleave = true });
    }

    private Task LeaveIfQuiet(CancellationToken cancellationToken)
    {
        if (_cell is null && _isCalled)
        {
            _isCalled = false;
            return Task.CompletedTask;
        }
        _leaving?.Dispose();
        _leaving = null;
        if (_cell is null) Leave();
        return Task.CompletedTask;
    }

    private ComponentCell Open(ComponentRegistration registration)
    {
        if (_cell is not null) return _cell;
        var storage = ServiceProvider.GetRequiredKeyedService<IGrainStorage>(StoreNames.Checkpoints);
        var (turn, writer) = (TaskScheduler.Current, GrainContext.ActivationId.ToString());
        var keeper = new CheckpointKeeper(storage, this.GetGrainId(), writer, turn, services.Clock, services.Checkpoints, services.CheckpointMeter, log);
        _cell = new ComponentCell(services, registration, turn, keeper) { Path = OpenPath() };
        keeper.Outdated = GiveWay;
        services.Local.Add(_cell);
        _cell.Faults = services.Faults.Of(_cell.Id);
        return _cell;
    }

    /// <summary>In virtual time there is none: an answer to somebody outside comes back on a thread of the pool.</summary>
    private LocalPath? OpenPath()
    {
        if (!services.Clock.IsReal) return null;
        _path ??= new LocalPath(GrainContext.Scheduler, this);
        if (services.Directory.Find(this.GetPrimaryKeyString()) is { } route) route.Local = _path;
        return _path;
    }

    private void ClosePath()
    {
        if (_path is null) return;
        _path.Close();
        services.Directory.Find(this.GetPrimaryKeyString())?.Forget(_path);
    }

    private void Leave()
    {
        ClosePath();
        DeactivateOnIdle();
    }

    /// <summary>Another activation has written. Components stay active: the next activation here goes on from what that one wrote.</summary>
    private void GiveWay()
    {
        Leave();
        _ = services.Directory.Find(this.GetPrimaryKeyString())?.Grain.Start();
    }

    private InvalidOperationException Unknown() => new($"There is no component {this.GetPrimaryKeyString()}.");
}
