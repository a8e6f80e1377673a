using Genesis.Storage;
using Genesis.Supervision;
using Microsoft.Extensions.Logging;

namespace Genesis;

/// <summary>
/// Starts, fails, recovers and stops one component, on its grain's turn. Recovery replaces the instance inside the same grain: a new generation from the last checkpoint.
/// </summary>
internal sealed partial class ComponentLife(ComponentCell cell, ComponentServices services)
{
    private static readonly TimeSpan FirstReadDelay = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestReadDelay = TimeSpan.FromSeconds(5);

    private readonly LifecycleHistory _history = new();
    private readonly ILogger _log = cell.Log;
    private RestartHistory _restarts = RestartHistory.None;
    private TaskCompletionSource? _started;

    public Lifecycle State => _history.State;

    public LifecycleHistory History => _history;

    /// <summary>How its failures end.</summary>
    public RecoveryWatch Recovery { get; } = new(services.Recoveries);

    /// <summary>Whether handlers run.</summary>
    public bool Runs => State is Lifecycle.Running or Lifecycle.Degraded;

    /// <summary>Whether it runs or is about to: what can fail.</summary>
    public bool IsUp => Runs || State is Lifecycle.Starting or Lifecycle.Recovering;

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
        _ = Begin();
        return started.Task;
    }

    /// <summary>Declares it failed. Does nothing when it is down already.</summary>
    public void Fail(string reason)
    {
        if (!IsUp) return;
        LogFailed(cell.Id, reason);
        cell.EndSuspicion(hit: true);
        Recovery.Failed(services.Clock.Now);
        GoDown(reason);
        switch (cell.Registration.Policies.Supervision)
        {
            case SupervisionStrategy.Stop:
                Recovery.GivenUp(counts: false);
                Move(Lifecycle.Stopping, "Its supervision says to stop it when it fails.");
                Move(Lifecycle.Stopped, "It failed, and its supervision says to stop it then.");
                break;
            case var strategy:
                Decide(reason);
                if (strategy == SupervisionStrategy.RestartWithDependants) services.RestartDependants(cell.Id, reason);
                break;
        }
    }

    private void GoDown(string reason)
    {
        Move(Lifecycle.Failed, reason);
        cell.BeginGeneration(null);
        cell.Checkpoints.Detach();
        cell.RefuseQueued(Refusal());
        EndStart();
    }

    private void Decide(string failure)
    {
        var decision = RestartRules.Decide(_restarts, services.Supervision(), services.Clock.Now, services.NextRandom());
        _restarts = decision.History;
        if (decision.Quarantine)
        {
            LogQuarantined(cell.Id, decision.Reason, failure);
            Recovery.GivenUp(counts: true);
            Move(Lifecycle.Quarantined, $"{decision.Reason} The last failure: {failure}");
            return;
        }
        _ = Recover(decision.Delay, cell.Generation, decision.Reason);
    }

    /// <summary>Restarts it now, on request: from any state, quarantine too. Counts neither as a failure nor as one of the restarts that lead to quarantine.</summary>
    public void Restart(string reason)
    {
        if (State is Lifecycle.Registered or Lifecycle.Stopped)
        {
            _ = Start();
            return;
        }
        Recovery.ByHand();
        if (State == Lifecycle.Quarantined) _restarts = RestartHistory.None;
        if (State is Lifecycle.Failed or Lifecycle.Quarantined) _ = Recover(TimeSpan.Zero, cell.Generation, reason);
        else RestartIfUp(reason);
    }

    /// <summary>Restarts it because of another component; one that is down or stopped stays so.</summary>
    public void RestartIfUp(string reason)
    {
        if (!IsUp) return;
        LogRestarted(cell.Id, reason);
        GoDown(reason);
        _ = Recover(TimeSpan.Zero, cell.Generation, reason);
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
            await Patiently(cell.Events.WhenAcknowledged());
        }
        cell.BeginGeneration(null);
        cell.Checkpoints.Detach();
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
        await Begin();
    }

    /// <summary>Makes a new instance with the last state and starts it.</summary>
    private async Task Begin()
    {
        var generation = cell.Generation;
        bool Outdated() => cell.Generation != generation || State is not (Lifecycle.Starting or Lifecycle.Recovering);
        try
        {
            var checkpoint = await ReadPatiently(Outdated);
            if (Outdated()) return;
            var instance = services.Types.Create(cell.Registration);
            cell.BeginGeneration(instance);
            generation = cell.Generation;
            cell.Checkpoints.Restore(instance, checkpoint, cell.Registration.Type);
            await cell.Events.Restore(checkpoint);
            await cell.RunOwn("start", static instance => instance.OnStart());
            if (Outdated()) return;
            var recovered = State == Lifecycle.Recovering;
            Move(Lifecycle.Running, recovered ? "It has recovered." : "It has started.");
            ShowImpairment();
            EndStart();
            if (recovered) Recovered();
            cell.Baton.Settle();
        }
        catch (Exception exception)
        {
            // What an older generation still throws concerns nobody.
            if (!Outdated()) Fail($"It could not start: {exception.GetType().Name}: {exception.Message}");
        }
    }

    private void Recovered()
    {
        LogRecovered(cell.Id, cell.Generation);
        Recovery.Recovered(services.Clock.Now);
        services.Directory.Find(cell.Id)?.Breaker.HalfOpen(services.Clock.Now);
    }

    /// <summary>A store that is down delays the start and nothing else: restarting would not mend it, and beginning without the state would lose it.</summary>
    private async Task<Checkpoint?> ReadPatiently(Func<bool> outdated)
    {
        for (var delay = FirstReadDelay; ; delay = delay < LongestReadDelay ? delay * 2 : LongestReadDelay)
        {
            try
            {
                return await cell.Checkpoints.Latest();
            }
            catch (Exception exception) when (exception is not (StateRefusedException or StateVersionException))
            {
                cell.Checkpoints.CouldNotRead(exception);
            }
            await Task.Delay(delay, services.Clock.Time);
            if (outdated()) return null;
        }
    }

    private void EndStart()
    {
        _started?.TrySetResult();
        _started = null;
    }

    /// <summary>Whether nothing is kept for it any more, and as what events for it end then.</summary>
    public bool IsGone(out ShedReason reason)
    {
        reason = State == Lifecycle.Quarantined ? ShedReason.ComponentKilled : ShedReason.ComponentStopped;
        return State is Lifecycle.Stopping or Lifecycle.Stopped or Lifecycle.Quarantined;
    }

    private void Move(Lifecycle to, string reason)
    {
        var change = _history.Move(to, services.Clock.Time.GetUtcNow(), reason);
        if (to is Lifecycle.Stopped or Lifecycle.Quarantined && IsGone(out var shed)) cell.Events.Leave(shed);
        services.Moved(cell, change);
    }

    /// <summary>Degrades and restores: it runs on with something impaired.</summary>
    public void ShowImpairment()
    {
        var impairment = cell.Checkpoints.Problem ?? (FoundBlocking ? "It blocks its thread, so its handlers run beside the turn, one after the other. Declare it as blocking." : null);
        if (impairment is not null && State == Lifecycle.Running) Move(Lifecycle.Degraded, impairment);
        else if (impairment is null && State == Lifecycle.Degraded) Move(Lifecycle.Running, "What was impaired is well again.");
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
