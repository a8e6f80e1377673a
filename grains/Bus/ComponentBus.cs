using Genesis.Resilience;
using Microsoft.Extensions.Logging;

namespace Genesis;

/// <summary>The bus of one process. Policies in order, outermost first: system mode, deadline, breaker, retry, limit, attempt timeout.</summary>
internal sealed partial class ComponentBus : IComponentBus
{
    /// <summary>Who asks and tells when nobody is named.</summary>
    public const string Outside = "external";

    // Longest time that a handler keeps for itself of what is left to it.
    private static readonly TimeSpan AnswerMargin = TimeSpan.FromMilliseconds(10);

    private readonly ComponentDirectory _directory;
    private readonly OwnRequests _own;
    private readonly ModeGate _mode;
    private readonly ComponentLimits _limits;
    private readonly ProcessIdentity _process;
    private readonly EventTeller _teller;

    private readonly ILogger _log;

    public ComponentBus(
        ComponentDirectory directory, OwnRequests own, ModeGate mode, ComponentLimits limits, ProcessIdentity process, MonotonicClock clock, InFlight inFlight, Retries retries,
        AskMetrics metrics, EventTeller teller, Orleans.Serialization.DeepCopier copier, ILogger<ComponentBus> log)
    {
        (_directory, _own, _mode, _limits, _process, _teller, _log) = (directory, own, mode, limits, process, teller, log);
        (Clock, InFlight, Retries, Metrics, Copier) = (clock, inFlight, retries, metrics, copier);
        directory.BreakerChanged += LogBreaker;
    }

    public MonotonicClock Clock { get; }

    public InFlight InFlight { get; }

    public Retries Retries { get; }

    public AskMetrics Metrics { get; }

    public Orleans.Serialization.DeepCopier Copier { get; }

    /// <inheritdoc/>
    public IReadOnlyList<WaitStep> Waits => InFlight.Waits(Clock.ToUtc);

    /// <inheritdoc/>
    public ValueTask<Outcome> Ask(string target, string type, object? data, TimeSpan? timeout, string source) => Ask(null, source, target, type, data, timeout);

    /// <inheritdoc/>
    public IReadOnlyList<RouteReport> Routes
    {
        get
        {
            var now = Clock.Now;
            return [.. _directory.Routes.Where(static route => route.Types.Any()).OrderBy(static route => route.Id, StringComparer.Ordinal).Select(route => RouteReports.Of(route, Clock.ToUtc, now))];
        }
    }

    /// <inheritdoc/>
    public LocalPathReport LocalPath => new(_directory.Routes.Sum(static route => route.LocalAsks), _directory.Routes.Sum(static route => route.GrainAsks), Metrics.LocalLatency.Quantile(0.5));

    /// <summary>Asks for a handler run, whose deadline and chain go along, or for somebody outside.</summary>
    internal ValueTask<Outcome> Ask(Frame? frame, string source, string target, string type, object? data, TimeSpan? timeout)
    {
        ArgumentException.ThrowIfNullOrEmpty(target);
        ArgumentException.ThrowIfNullOrEmpty(type);
        var now = Clock.Now;
        if (_directory.Find(target) is not { } component) return Refuse(target, type, new(OutcomeKind.UnknownComponent, Reason: _directory.Nearest(target)));
        var route = component.For(type);
        if (!_mode.Admits(route)) return Refuse(route, new(OutcomeKind.Rejected, Reason: _mode.Reason(route), RetryAfter: ModeGate.RetryAfter));
        if (type is CriticalRequests.Ping or CriticalRequests.Status) return _own.Answer(route, now, timeout);

        var remaining = timeout is { } given ? Smaller(given, _limits.LongestAsk) : route.Timeout;
        if (frame is not null) remaining = Smaller(remaining, LeftOf(frame.Deadline - now));
        if (remaining <= TimeSpan.Zero) return Refuse(route, new(OutcomeKind.TimedOut, Reason: "No time was left when it was asked."));
        if (frame is not null && frame.Depth >= _limits.MaxDepth)
            return Refuse(route, new(OutcomeKind.DepthExceeded, Reason: $"More than {_limits.MaxDepth} asks wait for each other: {frame.Chain} → {target}.{type}"));
        Payload payload;
        try
        {
            payload = Payload.Of(data);
        }
        catch (PayloadException exception)
        {
            return Refuse(route, new(OutcomeKind.Failed, Failure: CallErrors.ToFailure(exception)));
        }

        var entry = component.Breaker.TryEnter(now);
        if (!entry.Allowed) return Refuse(route, new(OutcomeKind.CircuitOpen, Reason: component.Breaker.Status.Reason, RetryAfter: entry.RetryAfter));
        if (!component.Limit.TryAcquire())
        {
            component.Breaker.Abandon(entry, now);
            return Refuse(route, new(OutcomeKind.Overloaded, Reason: $"The limit is {component.Limit.Limit} at once.", RetryAfter: component.Limit.Limit > 0 ? TimeSpan.FromMilliseconds(100) : null));
        }
        if (route.Idempotent) component.Budget.CountFirstAttempt(now);
        var operation = AskOperation.Rent();
        var request = new AskRequest
        {
            Type = type,
            Data = payload,
            Source = source,
            Number = frame?.NextNumber() ?? operation.NextNumber(Metrics),
            Process = _process.Number,
            Deadline = now + remaining,
            Remaining = remaining,
            Chain = frame?.Chain,
            Critical = route.Critical,
        };
        return operation.Start(this, route, request, frame, entry, now);
    }

    /// <summary>
    /// What a handler may let others have of the time that is left to it: a little less, so that one who asks a component that does not answer hears of it in time to
    /// answer himself. Else his own asker would take him for the one that hangs.
    /// </summary>
    private static TimeSpan LeftOf(TimeSpan left) => left == TimeSpan.MaxValue ? left : left - Smaller(left / 20, AnswerMargin);

    /// <summary>When a request that has arrived is no longer wanted, on this process' clock.</summary>
    internal TimeSpan DeadlineOf(AskRequest request, TimeSpan now) => request.Process == _process.Number ? request.Deadline : now + request.Remaining;

    private ValueTask<Outcome> Refuse(RequestRoute route, Reply reply)
    {
        route.Count(reply.Kind, TimeSpan.Zero);
        Metrics.Ended(reply.Kind, TimeSpan.Zero);
        return new(new Outcome(reply, route.Target.Id, route.Type, 0, TimeSpan.Zero));
    }

    private ValueTask<Outcome> Refuse(string target, string type, Reply reply)
    {
        Metrics.Ended(reply.Kind, TimeSpan.Zero);
        return new(new Outcome(reply, target, type, 0, TimeSpan.Zero));
    }

    private static TimeSpan Smaller(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
