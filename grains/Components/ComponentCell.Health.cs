using Genesis.Supervision;

namespace Genesis;

/// <content>
/// What is seen of the component from outside, by the health sweep. A component whose turn is blocked cannot change its own state: until it can, what the sweep
/// has found is kept beside the state and shown instead of it. The state itself changes on the turn only.
/// </content>
internal sealed partial class ComponentCell
{
    // Runs that end at once are all alike: one of so many is enough to know what is usual.
    private const int ObservedOfQuickOnes = 16;

    private volatile TurnLoss? _lost;
    private volatile PhiAccrual? _suspicion;
    private long _suspectedRun;
    private bool _runsOffTurn;

    /// <summary>The sweep's own: when it last sent a ping, whether that is under way, and what it last said about a hung run.</summary>
    public TimeSpan ProbedAt { get; set; }

    public bool IsProbed { get; set; }

    public Task HungCheck { get; private set; } = Task.CompletedTask;

    /// <summary>The run that has been running without awaiting an ask; null when none does. Readable from any thread, which may see a moment's mixture of two.</summary>
    public BusyRun? Busy => Baton.Holder is { Waiting: 0 } holder && !(holder.OffTurn && holder.HasAsks) && holder.Type is { Length: > 0 } type ? new(Baton.HeldSince, type, holder.Run, holder.OffTurn) : null;

    /// <summary>Since when its turn does not answer, and why; null when it does. Any thread.</summary>
    public TurnLoss? Lost => _lost;

    /// <summary>Whether it blocks its thread without having been declared so. Any thread.</summary>
    public bool FoundBlocking => Life.FoundBlocking || _lost is { Blocks: true };

    /// <summary>Where it stands as far as others are concerned: one whose turn is lost has failed, though it cannot know it yet. Any thread.</summary>
    public (Lifecycle State, TimeSpan Since, string Reason) Seen => _lost is { } lost && Life.IsUp ? (Lifecycle.Failed, lost.Since, lost.Reason) : Life.Position;

    /// <summary>The detector of unusually long runs; null before anything was handled.</summary>
    public PhiAccrual? Suspicion => _suspicion;

    /// <summary>Runs something on the component's turn, as soon as it has one.</summary>
    public Task OnTurn(Action<ComponentCell> action) => Task.Factory.StartNew(
        static state =>
        {
            var (cell, action) = ((ComponentCell, Action<ComponentCell>))state!;
            action(cell);
        },
        (this, action), CancellationToken.None, TaskCreationOptions.None, Scheduler);

    /// <summary>Its turn does not answer. From now on it counts as failed; it is told so, and fails itself, when it has a turn again.</summary>
    public void LoseTurn(TurnLoss loss)
    {
        if (_lost is not null) return;
        _lost = loss;
        var generation = Generation;
        _ = OnTurn(cell =>
        {
            cell._lost = null;
            if (cell.Generation != generation) return;
            cell.Life.FoundBlocking |= loss.Blocks;
            cell.Life.Fail(loss.Reason);
        });
        _services.Changed(this);
    }

    /// <summary>Fails it for a run that takes too long, if that is still so on its turn.</summary>
    public void FailHung(BusyRun seen)
    {
        if (!HungCheck.IsCompleted) return;
        var generation = Generation;
        HungCheck = OnTurn(cell =>
        {
            if (cell.Generation != generation || cell.Busy is not { } busy || busy.Run != seen.Run || cell.Clock.Now - busy.Since <= cell.HungAfter) return;
            cell.Life.Fail($"Its handler of {busy.Type} has been running since {cell.Clock.ToUtc(busy.Since):HH:mm:ss.fff} UTC, for more than {cell.HungAfter.TotalSeconds:0.###} s. It was given up.");
        });
    }

    /// <summary>A failure is suspected to come: what is new is written soon. The sweep's, once for each run.</summary>
    public void Suspect(BusyRun run)
    {
        var before = Interlocked.Exchange(ref _suspectedRun, run.Run);
        if (before == run.Run) return;
        if (before != 0) _services.Recoveries.CountOutcome(hit: false);
        _services.Recoveries.CountPrediction();
        _ = OnTurn(static cell => cell.Checkpoints.Hurry());
    }

    private void Observe(TimeSpan took)
    {
        if (took > TimeSpan.Zero || (_requestsHandled + _eventsHandled) % ObservedOfQuickOnes == 0)
            (_suspicion ??= new PhiAccrual(_services.Supervision().Suspicion)).Observe(took);
    }

    /// <summary>The suspicion has proved right or wrong.</summary>
    public void EndSuspicion(bool hit)
    {
        if (Interlocked.Exchange(ref _suspectedRun, 0) != 0) _services.Recoveries.CountOutcome(hit);
    }
}
