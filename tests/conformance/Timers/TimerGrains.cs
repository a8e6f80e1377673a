namespace Genesis.Tests.Conformance.Timers;

/// <summary>How a test's timer ticks.</summary>
[GenerateSerializer, Immutable, Alias("Genesis.Tests.Conformance.TimerPlan")]
public sealed record TimerPlan
{
    [Id(0)]
    public int DueMs { get; init; }

    /// <summary>Below zero for a single tick.</summary>
    [Id(1)]
    public int PeriodMs { get; init; } = 10;

    [Id(2)]
    public bool Interleave { get; init; }

    [Id(3)]
    public bool KeepAlive { get; init; }

    /// <summary>Each tick waits at this gate.</summary>
    [Id(4)]
    public string? Gate { get; init; }

    /// <summary>The number of the tick that throws; 0 for none.</summary>
    [Id(5)]
    public int ThrowAt { get; init; }

    /// <summary>The number of the tick that disposes the timer; 0 for none.</summary>
    [Id(6)]
    public int DisposeAt { get; init; }

    /// <summary>The number of the tick that changes the timer to a due time of 30 ms and an hour's period; 0 for none.</summary>
    [Id(7)]
    public int ChangeAt { get; init; }

    /// <summary>How long a tick takes.</summary>
    [Id(8)]
    public int TickMs { get; init; }
}

public interface ITimerGrain : IGrainWithStringKey
{
    Task Start(TimerPlan plan);

    Task StopTimer();

    Task Change(int dueMs, int periodMs);

    Task Block(string gate);

    [AlwaysInterleave]
    Task Ping();

    Task<string> Instance();

    Task Deactivate();

    /// <summary>Starts a timer whose tick waits for its own token.</summary>
    Task StartPatient();
}

/// <summary>Journals each tick under its key, as "tick n" when it starts and "tock n" when it ends.</summary>
public sealed class TimerGrain : Grain, ITimerGrain
{
    private static int _last;
    private readonly string _number = $"#{Interlocked.Increment(ref _last)}";
    private IGrainTimer? _timer;
    private int _ticks;
    private bool _inTick;
    private bool _inBlock;

    private Journal Journal => Journal.For(this.GetPrimaryKeyString());

    public Task Start(TimerPlan plan)
    {
        var period = plan.PeriodMs < 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(plan.PeriodMs);
        var options = new GrainTimerCreationOptions(TimeSpan.FromMilliseconds(plan.DueMs), period)
        {
            Interleave = plan.Interleave,
            KeepAlive = plan.KeepAlive
        };
        _timer = this.RegisterGrainTimer(Tick, plan, options);
        return Task.CompletedTask;
    }

    private async Task Tick(TimerPlan plan, CancellationToken cancellationToken)
    {
        var number = ++_ticks;
        if (_inTick) Journal.Add("two ticks at a time");
        if (_inBlock && !plan.Interleave) Journal.Add("a tick beside a request");
        _inTick = true;
        Journal.Add($"tick {number}");
        try
        {
            if (plan.Gate is { } gate) await Gate.For(gate).Wait(CancellationToken.None);
            if (plan.DisposeAt == number) _timer!.Dispose();
            if (plan.ChangeAt == number) _timer!.Change(TimeSpan.FromMilliseconds(30), TimeSpan.FromHours(1));
            if (plan.TickMs > 0) await Task.Delay(TimeSpan.FromMilliseconds(plan.TickMs), TestTime.Current, CancellationToken.None);
            if (plan.ThrowAt == number) throw new InvalidOperationException("The tick fails.");
            Journal.Add(cancellationToken.IsCancellationRequested ? $"tock {number}, cancelled" : $"tock {number}");
        }
        finally
        {
            _inTick = false;
        }
    }

    public Task StopTimer()
    {
        _timer!.Dispose();
        Journal.Add("stopped");
        return Task.CompletedTask;
    }

    public Task Change(int dueMs, int periodMs)
    {
        _timer!.Change(TimeSpan.FromMilliseconds(dueMs), TimeSpan.FromMilliseconds(periodMs));
        return Task.CompletedTask;
    }

    public async Task Block(string gate)
    {
        _inBlock = true;
        await Gate.For(gate).Wait();
        _inBlock = false;
    }

    public Task Ping() => Task.CompletedTask;

    public Task<string> Instance() => Task.FromResult(_number);

    public Task Deactivate()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task StartPatient()
    {
        _timer = this.RegisterGrainTimer(
            async token =>
            {
                Journal.Add("waiting");
                try
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, TestTime.Current, token);
                }
                finally
                {
                    Journal.Add("token fired");
                }
            },
            new GrainTimerCreationOptions(TimeSpan.Zero, TimeSpan.FromMilliseconds(10)) { Interleave = true });
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Journal.Add("deactivated");
        return Task.CompletedTask;
    }
}
