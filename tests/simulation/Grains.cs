using Orleans.Concurrency;

namespace Genesis.Tests.Simulations;

public interface IAccount : IGrainWithStringKey
{
    Task Add(int amount);

    Task<int> Balance();
}

/// <summary>Loses updates: it is reentrant and writes what it read before an await.</summary>
[Reentrant]
public sealed class Account : Grain, IAccount
{
    private int _balance;

    public async Task Add(int amount)
    {
        var before = _balance;
        await GrainFactory.GetGrain<IAudit>("audit").Note(amount);
        _balance = before + amount;
    }

    public Task<int> Balance() => Task.FromResult(_balance);
}

public interface IAudit : IGrainWithStringKey
{
    Task Note(int amount);
}

public sealed class Audit : Grain, IAudit
{
    public Task Note(int amount) => Task.CompletedTask;
}

/// <summary>One call at a time, in the order in which it runs them.</summary>
public interface IRecorder : IGrainWithStringKey
{
    Task Add(int number);

    Task<string> All();
}

public sealed class Recorder : Grain, IRecorder
{
    private readonly List<int> _numbers = [];

    public async Task Add(int number)
    {
        await Task.Yield();
        _numbers.Add(number);
    }

    public Task<string> All() => Task.FromResult(string.Join(',', _numbers));
}

/// <summary>Sends numbers to a recorder, one after the other.</summary>
public interface ISender : IGrainWithStringKey
{
    Task Send(int first, int count);
}

public sealed class Sender : Grain, ISender
{
    public async Task Send(int first, int count)
    {
        for (var i = first; i < first + count; i++) await GrainFactory.GetGrain<IRecorder>("all").Add(i);
    }
}

public interface ITicker : IGrainWithStringKey
{
    Task Start(TimeSpan period);

    Task<(int Ticks, DateTimeOffset Last)> Seen();
}

public sealed class Ticker(TimeProvider time) : Grain, ITicker
{
    private int _ticks;
    private DateTimeOffset _last;

    public Task Start(TimeSpan period)
    {
        this.RegisterGrainTimer(Tick, new GrainTimerCreationOptions(period, period) { KeepAlive = true });
        return Task.CompletedTask;
    }

    public Task<(int Ticks, DateTimeOffset Last)> Seen() => Task.FromResult((_ticks, _last));

    private Task Tick()
    {
        _ticks++;
        _last = time.GetUtcNow();
        return Task.CompletedTask;
    }
}

/// <summary>Calls along a list of grains, then answers.</summary>
public interface IChain : IGrainWithStringKey
{
    Task<int> Through(Immutable<string[]> path, int at, bool reentrant);
}

public sealed class Chain : Grain, IChain
{
    public async Task<int> Through(Immutable<string[]> path, int at, bool reentrant)
    {
        if (at + 1 >= path.Value.Length) return at;
        using var section = reentrant ? RequestContext.AllowCallChainReentrancy() : default;
        return await GrainFactory.GetGrain<IChain>(path.Value[at + 1]).Through(path, at + 1, reentrant);
    }
}

public interface ISlow : IGrainWithStringKey
{
    Task Wait(TimeSpan wait);

    Task Forever();

    [ResponseTimeout("00:00:05")]
    Task ShortPatience();
}

public sealed class Slow(TimeProvider time) : Grain, ISlow
{
    public Task Wait(TimeSpan wait) => Task.Delay(wait, time);

    public Task Forever() => new TaskCompletionSource().Task;

    public Task ShortPatience() => Task.Delay(TimeSpan.FromHours(1), time);
}

/// <summary>Does what simulated code must not do.</summary>
public interface IRunaway : IGrainWithStringKey
{
    Task OnThePool();

    Task WithoutContext();

    Task ByAnOption();

    Task ByAnOptionWrapped();

    Task ByCancelAsync();
}

public sealed class Runaway(TimeProvider time) : Grain, IRunaway
{
    public async Task OnThePool() => await Task.Run(() => Thread.SpinWait(100_000));

#pragma warning disable ORLEANS0014 // The mistake that the simulation must detect.
    public async Task WithoutContext()
    {
        await GrainFactory.GetGrain<IAudit>("audit").Note(1).ConfigureAwait(false);
        await GrainFactory.GetGrain<IAudit>("audit").Note(2);
    }
#pragma warning restore ORLEANS0014

    public async Task ByAnOption()
    {
        var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var waiting = source.Task.WaitAsync(TimeSpan.FromSeconds(1), time);
        source.SetResult();
        await waiting;
    }

    public async Task ByAnOptionWrapped()
    {
        var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var waiting = Done(source.Task).WaitAsync(TimeSpan.FromSeconds(1), time);
        source.SetResult();
        await waiting;
    }

    public async Task ByCancelAsync()
    {
        using var source = new CancellationTokenSource();
        source.Token.Register(static () => { });
        await source.CancelAsync();
    }

    private static async Task Done(Task task) => await task;
}
