using Genesis.Supervision;
using Microsoft.Extensions.Logging;

namespace Genesis;

/// <summary>
/// Starts, fails, recovers and stops one component, on its grain's turn. Recovery replaces the instance inside the same grain: a new generation from the last checkpoint.
/// </summary>
internal sealed partial class ComponentLife(ComponentCell cell, ComponentServices services)
{
    private readonly LifecycleHistory _history = new();
    private readonly ILogger _log = cell.Log;
    private RestartHistory _restarts = RestartHistory.None;
    private TaskCompletionSource? _started;

    public Lifecycle State => _history.State;

    public LifecycleHistory History => _history;

    /// <summary>Whether handlers run.</summary>
    public bool Runs => State is Lifecycle.Running or Lifecycle.Degraded;

    /// <summary>Whether requests are taken: at once, or to wait for a start that is under way.</summary>
    public bool TakesRequests => Runs || State is Lifecycle.Registered or Lifecycle.Starting;

    /// <summary>Whether it was found to block its thread without being declared as blocking.</summary>
    public bool FoundBlocking { get; set; }

    /// <summary>Where it stands, since when and why.</summary>
    public (Lifecycle State, TimeSpan Since, string Reason) Position => _history.Last is { } last
        ? (last.To, services.Clock.FromUtc(last.At), last.Reason)
        : (State, TimeSpan.Zero, "It was registered.");

    /// <summary>What a request is told that finds the component not running.</summary>
    public Reply Refusal() => new(OutcomeKind.Unavailable, State: State, Reason: _history.Last?.Reason, RetryAfter: State switch
    {
        Lifecycle.Failed or Lifecycle.Recovering => TimeSpan.FromSeconds(1),
        _ => null,
    });

    /// <summary>Starts it if it has not been started, and ends when it runs or has failed to start.</summary>
    public Task Start()
    {
        if (_started is { } under) return under.Task;
        if (State is not (Lifecycle.Registered or Lifecycle.Stopped)) return Task.CompletedTask;
        var started = _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Move(Lifecycle.Starting, "It is started.");
        _ = Begin(fromStore: true);
        return started.Task;
    }

    /// <summary>Declares it failed. Does nothing when it is down already.</summary>
    public void Fail(string reason)
    {
        if (State is not (Lifecycle.Starting or Lifecycle.Running or Lifecycle.Degraded or Lifecycle.Recovering)) return;
        LogFailed(cell.Id, reason);
        Move(Lifecycle.Failed, reason);
        cell.BeginGeneration(null);
        cell.RefuseQueued(Refusal());
        EndStart();
        switch (cell.Registration.Policies.Supervision)
        {
            case SupervisionStrategy.Stop:
                Move(Lifecycle.Stopping, "Its supervision says to stop it when it fails.");
                Move(Lifecycle.Stopped, "It failed, and its supervision says to stop it then.");
                break;
            case var strategy:
                Decide();
                if (strategy == SupervisionStrategy.RestartWithDependants) services.RestartDependants(cell.Id, reason);
                break;
        }
    }

    private void Decide()
    {
        var decision = RestartRules.Decide(_restarts, services.Supervision(), services.Clock.Now, services.NextRandom());
        _restarts = decision.History;
        if (decision.Quarantine)
        {
            LogQuarantined(cell.Id, decision.Reason);
            Move(Lifecycle.Quarantined, decision.Reason);
            return;
        }
        _ = Recover(decision.Delay, cell.Generation, decision.Reason);
    }

    /// <summary>Restarts it now, on request; releases it from quarantine too.</summary>
    public void Restart(string reason)
    {
        switch (State)
        {
            case Lifecycle.Quarantined:
                _restarts = RestartHistory.None;
                _ = Recover(TimeSpan.Zero, cell.Generation, reason);
                break;
            case Lifecycle.Stopped:
                _ = Start();
                break;
            default:
                Fail(reason);
                break;
        }
    }

    /// <summary>Finishes what runs, writes the last checkpoint and stops.</summary>
    public async Task Stop(string reason)
    {
        if (State is Lifecycle.Stopping or Lifecycle.Stopped) return;
        var ran = Runs;
        Move(Lifecycle.Stopping, reason);
        cell.RefuseQueued(Refusal());
        if (ran)
        {
            await Patiently(cell.WhenIdle());
            await Patiently(cell.RunOwn("stop", static instance => instance.OnStop()));
            await Patiently(cell.Checkpoints.Flush());
        }
        cell.BeginGeneration(null);
        Move(Lifecycle.Stopped, reason);
        EndStart();
    }

    private async Task Recover(TimeSpan delay, long generation, string reason)
    {
        // Called from within the handler that failed: it goes on in a turn of its own.
        await Task.Yield();
        if (delay > TimeSpan.Zero) await Task.Delay(delay, services.Clock.Time);
        if (cell.Generation != generation || State is not (Lifecycle.Failed or Lifecycle.Quarantined)) return;
        Move(Lifecycle.Recovering, reason);
        await Begin(fromStore: false);
    }

    /// <summary>Makes a new instance with the last state and starts it.</summary>
    private async Task Begin(bool fromStore)
    {
        var generation = cell.Generation;
        try
        {
            var checkpoint = await cell.Checkpoints.Latest(fromStore);
            if (cell.Generation != generation || State is not (Lifecycle.Starting or Lifecycle.Recovering)) return;
            var instance = services.Types.Create(cell.Registration);
            cell.BeginGeneration(instance);
            generation = cell.Generation;
            cell.Checkpoints.Restore(instance, checkpoint, cell.Registration.Type);
            await cell.Events.Restore(checkpoint);
            await cell.RunOwn("start", static instance => instance.OnStart());
            if (cell.Generation != generation || State is not (Lifecycle.Starting or Lifecycle.Recovering)) return;
            var recovered = State == Lifecycle.Recovering;
            Move(Lifecycle.Running, recovered ? "It has recovered." : "It has started.");
            EndStart();
            if (recovered) LogRecovered(cell.Id, cell.Generation);
            cell.Baton.Settle();
        }
        catch (Exception exception)
        {
            if (cell.Generation == generation || cell.Instance is null) Fail($"It could not start: {exception.GetType().Name}: {exception.Message}");
        }
    }

    private void EndStart()
    {
        _started?.TrySetResult();
        _started = null;
    }

    private void Move(Lifecycle to, string reason) => services.Moved(cell, _history.Move(to, services.Clock.Time.GetUtcNow(), reason));

    /// <summary>Degrades and restores: runs on with something impaired.</summary>
    public void SetDegraded(string? problem)
    {
        if (problem is not null && State == Lifecycle.Running) Move(Lifecycle.Degraded, problem);
        else if (problem is null && State == Lifecycle.Degraded) Move(Lifecycle.Running, "What was impaired is well again.");
    }

    private async Task Patiently(Task step)
    {
        try
        {
            await step.WaitAsync(services.Limits.StopStep, services.Clock.Time);
        }
        catch (Exception exception)
        {
            LogStopStepFailed(exception, cell.Id);
        }
    }
}
