using Genesis.Resilience;

namespace Genesis;

/// <summary>Requests of one type to one component: their policy and what has been seen of them.</summary>
internal sealed class RequestRoute
{
    private readonly long[] _outcomes = new long[Enum.GetValues<OutcomeKind>().Length];
    private long _elapsedTicks;

    public RequestRoute(TargetRoute target, string type)
    {
        (Target, Type) = (target, type);
        AttemptTimeout = new AttemptTimeout(target.Options.AttemptTimeout);
        Apply();
    }

    public TargetRoute Target { get; }

    public string Type { get; }

    public AttemptTimeout AttemptTimeout { get; }

    public bool Idempotent { get; private set; }

    public bool Critical { get; private set; }

    public bool Background { get; private set; }

    /// <summary>Whether the doors take it only with the scope admin.</summary>
    public bool Admin { get; private set; }

    /// <summary>How long an ask may take that does not say itself.</summary>
    public TimeSpan Timeout { get; private set; }

    public void Configure(TimeSpan now)
    {
        AttemptTimeout.Configure(Target.Options.AttemptTimeout, now);
        Apply();
    }

    private void Apply()
    {
        var requests = Target.Registration.Policies.Requests;
        var policy = requests.GetValueOrDefault(Type) ?? requests.GetValueOrDefault("*") ?? DefaultPolicy;
        var deadlines = Target.Options.Deadlines;
        Idempotent = policy.Idempotent;
        Critical = policy.Critical || CriticalRequests.Contains(Type);
        Background = policy.Background && !Critical;
        Admin = policy.Admin;
        Timeout = policy.Timeout ?? policy.Class switch
        {
            RequestClass.Fast => deadlines.Fast,
            RequestClass.Complex => deadlines.Complex,
            _ => deadlines.Standard,
        };
    }

    public void Count(OutcomeKind kind, TimeSpan elapsed)
    {
        Interlocked.Increment(ref _outcomes[(int)kind]);
        if (kind == OutcomeKind.Ok) Interlocked.Add(ref _elapsedTicks, elapsed.Ticks);
    }

    public long Counted(OutcomeKind kind) => Volatile.Read(ref _outcomes[(int)kind]);

    /// <summary>Mean time of the asks that were answered.</summary>
    public TimeSpan Mean => Counted(OutcomeKind.Ok) is > 0 and var count ? TimeSpan.FromTicks(Volatile.Read(ref _elapsedTicks) / count) : TimeSpan.Zero;

    /// <summary>Time that the asks that were answered took together.</summary>
    public TimeSpan AnswerTime => TimeSpan.FromTicks(Volatile.Read(ref _elapsedTicks));

    private static RequestPolicy DefaultPolicy { get; } = new();
}
