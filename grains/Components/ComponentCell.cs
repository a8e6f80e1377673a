using Genesis.Chaos;
using Genesis.Resilience;
using Microsoft.Extensions.Logging;

namespace Genesis;

/// <summary>
/// One component at work: its instance, what waits for it and what runs. Everything but <see cref="Status"/> and what it reads is touched on the grain's turn only.
/// </summary>
internal sealed partial class ComponentCell
{
    private readonly ComponentServices _services;
    private readonly ILogger _log;
    private readonly List<Frame> _live = [];
    private Component? _instance;
    private Frame? _spare;
    private ComponentFaults? _faults;
    private long _runs;
    private TimeSpan _lastActivity;
    private string? _lastFailure;
    private int _failuresInARow;

    // Counted on the turn, read by anybody.
    private long _requestsHandled;
    private long _eventsHandled;
    private long _failures;
    private long _lateResults;

    public ComponentCell(ComponentServices services, ComponentRegistration registration, TaskScheduler scheduler, CheckpointKeeper checkpoints)
    {
        (_services, Registration, Scheduler, Checkpoints) = (services, registration, scheduler, checkpoints);
        _log = services.Logs.CreateLogger("Genesis.Component." + registration.Id);
        var policies = registration.Policies;
        Baton = new Baton(scheduler, services.Clock, policies.Serial || policies.Blocking, RunNext);
        _runsOffTurn = policies.Blocking && services.Blocking is not null;
        Events = new EventIntake(this, services);
        Life = new ComponentLife(this, services);
        checkpoints.Owner = this;
    }

    /// <summary>Faults that were injected; mostly null. Set from any thread.</summary>
    public ComponentFaults? Faults
    {
        get => Volatile.Read(ref _faults);
        set => Volatile.Write(ref _faults, value);
    }

    public string Id => Registration.Id;

    public ComponentRegistration Registration { get; private set; }

    public MonotonicClock Clock => _services.Clock;

    public TaskScheduler Scheduler { get; }

    /// <summary>The way to its turn without a grain call; null where there is none.</summary>
    public LocalPath? Path { get; init; }

    public Baton Baton { get; }

    public EventIntake Events { get; }

    public ComponentLife Life { get; }

    public CheckpointKeeper Checkpoints { get; }

    public Component? Instance => _instance;

    public ILogger Log => _log;

    /// <summary>Where it stands in its life; readable from any thread.</summary>
    public Lifecycle State => Life.State;

    /// <summary>Grows with each restart. What belongs to an older one is discarded.</summary>
    public long Generation { get; private set; }

    public TimeSpan LastActivity => _lastActivity;

    /// <summary>How long one call of a handler may run before it counts as hung.</summary>
    public TimeSpan HungAfter => Registration.Policies.HungAfter ?? _services.Supervision().HungAfter;

    /// <summary>How it is, from any thread: it takes no turn, so a busy or blocked component answers too.</summary>
    public ComponentStatus Status()
    {
        var busy = Busy;
        var (state, since, reason) = Seen;
        return new ComponentStatus
        {
            Id = Id,
            Type = Registration.Type,
            State = state,
            StateSince = Clock.ToUtc(since),
            StateReason = reason,
            Activity = busy is null ? Activity.Idle : Clock.Now - busy.Value.Since > HungAfter ? Activity.Hung : Activity.Busy,
            BusySince = busy is null ? null : Clock.ToUtc(busy.Value.Since),
            BusyWith = busy?.Type,
            Generation = Generation,
            QueuedEvents = Events.Count,
            QueuedRequests = QueuedRequests,
            Requests = Volatile.Read(ref _requestsHandled),
            Events = Volatile.Read(ref _eventsHandled),
            Failures = Volatile.Read(ref _failures),
            LateResults = Volatile.Read(ref _lateResults),
            LastActivity = _lastActivity == TimeSpan.Zero ? null : Clock.ToUtc(_lastActivity),
            LastFailure = _lastFailure,
            CheckpointVersion = Checkpoints.Version,
            CheckpointAt = Checkpoints.WrittenAt is { } written ? Clock.ToUtc(written) : null,
            CheckpointProblem = Checkpoints.Problem,
            FoundBlocking = FoundBlocking,
            Suspicion = _suspicion?.Explanation?.ToString(),
        };
    }

    /// <summary>Begins a new generation: everything that still runs for the old one is given up.</summary>
    public void BeginGeneration(Component? instance)
    {
        Generation++;
        Events.Interrupt();
        var given = _live.ToArray();
        foreach (var frame in given)
        {
            frame.Abandoned = true;
            Baton.TakeFrom(frame);
            frame.Cancel();
        }
        foreach (var frame in given) frame.Reply?.TrySetResult(GivenUp);
        _instance = instance;
        _failuresInARow = 0;
        if (Life.FoundBlocking && !_runsOffTurn)
        {
            Baton.IsSerial = true;
            _runsOffTurn = _services.Blocking is not null;
        }
        instance?.Bind(_services.Watched(new ComponentContext(this, _services, Generation)));
    }

    /// <summary>Begins a frame for something that is handled now.</summary>
    public Frame NextFrame()
    {
        var frame = _spare ?? new Frame(this);
        _spare = null;
        return frame;
    }

    public long NextRun() => ++_runs;

    /// <summary>A frame that nobody looks at any more serves the next run.</summary>
    public void Recycle(Frame frame)
    {
        frame.End();
        if (!frame.HasAsks) _spare = frame;
    }

    /// <summary>Starts the next thing that waits: critical ones first, then requests and events in turns.</summary>
    private bool RunNext()
    {
        if (!Life.Runs) return false;
        if (Events.HasCritical && Events.RunNext()) return true;
        if (_requestsInARow < RequestsBeforeEvent || Events.Count == 0)
        {
            if (RunNextRequest())
            {
                _requestsInARow++;
                return true;
            }
        }
        _requestsInARow = 0;
        return Events.RunNext() || RunNextRequest();
    }

    /// <summary>Notes how a handler run ended, and fails the component when too many fail in a row.</summary>
    public void Ended(Frame frame, Exception? error, TimeSpan now)
    {
        _lastActivity = now;
        Observe(now - frame.StartedAt);
        if (error is null)
        {
            _failuresInARow = 0;
            if (_suspectedRun != 0) EndSuspicion(hit: false);
            if (Life.Recovery.AwaitsMessage) Life.Recovery.Handled(frame.StartedAt, now);
            return;
        }
        // Data that do not fit are the sender's fault, and a run that obeys its deadline is not broken.
        if (error is PayloadException || (error is OperationCanceledException && frame.IsOver(now))) return;
        _failures++;
        _services.CountFailure();
        _lastFailure = $"{frame.Type}: {error.GetType().Name}: {error.Message}";
        LogHandlerFailed(error, Id, frame.Type);
        // Whom it depends on has failed, and that is supervised over there: failures do not spread along asks.
        if (error is AskException) return;
        if (++_failuresInARow >= _services.Supervision().MaxConsecutiveFailures) Life.Fail($"{_failuresInARow} handler runs in a row failed, the last one at {_lastFailure}");
    }

    public void CountLate() => _lateResults++;

    public void CountEvent() => _eventsHandled++;

    public void Track(Frame frame) => _live.Add(frame);

    public void Untrack(Frame frame)
    {
        _live.Remove(frame);
        if (_live.Count == 0 && _idle is { } idle)
        {
            _idle = null;
            idle.TrySetResult();
        }
    }
}
