namespace Genesis.Tests.Conformance.Activations;

/// <summary>A grain that journals its life and can be told how to start and to end.</summary>
public interface ILifeGrain : IGrainWithStringKey
{
    Task<string> Ping();

    Task Block(string gate);

    Task DeactivateNow();

    Task DeactivateAndBlock(string gate);

    Task Delay(TimeSpan time);

    Task<string> Reason();
}

public abstract class LifeGrainBase : Grain, ILifeGrain
{
    private static int _last;
    private readonly string _number = $"#{Interlocked.Increment(ref _last)}";

    protected string Key => this.GetPrimaryKeyString();

    protected Journal Journal => Journal.For(Key);

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Journal.Add("activating");
        if (LifePlan.Of(Key).Activation is { } plan) await plan(cancellationToken);
        Journal.Add("activated");
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Journal.Add($"deactivating: {reason.ReasonCode}");
        if (LifePlan.Of(Key).Deactivation is { } plan) await plan(cancellationToken);
        Journal.Add("deactivated");
    }

    public Task<string> Ping() => Task.FromResult(_number);

    public async Task Block(string gate)
    {
        await Gate.For(gate).Wait();
        Journal.Add("worked");
    }

    public Task DeactivateNow()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public async Task DeactivateAndBlock(string gate)
    {
        DeactivateOnIdle();
        await Gate.For(gate).Wait();
        Journal.Add("worked");
    }

    public Task Delay(TimeSpan time)
    {
        DelayDeactivation(time);
        return Task.CompletedTask;
    }

    public Task<string> Reason() => Task.FromResult(GrainContext.ActivationId.ToString());
}

public sealed class LifeGrain : LifeGrainBase, IPlainLifeGrain;

public interface IPlainLifeGrain : ILifeGrain;

[CollectionAgeLimit(AlwaysActive = true)]
public sealed class AlwaysActiveGrain : LifeGrainBase, IAlwaysActiveGrain;

public interface IAlwaysActiveGrain : ILifeGrain;

/// <summary>What a grain of a key does when it starts and ends; told by the test.</summary>
public sealed class LifePlan
{
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, LifePlan> All = new();

    public Func<CancellationToken, Task>? Activation { get; set; }

    public Func<CancellationToken, Task>? Deactivation { get; set; }

    public static LifePlan Of(string key) => All.GetOrAdd(key, static _ => new LifePlan());
}

public interface IFragileGrain : IGrainWithStringKey
{
    Task<string> Ping();
}

/// <summary>Its constructor throws for the first time.</summary>
public sealed class FragileGrain : Grain, IFragileGrain
{
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<GrainId, int> Attempts = new();

    public FragileGrain(IGrainContext context)
    {
        if (Attempts.AddOrUpdate(context.GrainId, 1, static (_, count) => count + 1) == 1)
            throw new InvalidOperationException("The constructor fails the first time.");
    }

    public Task<string> Ping() => Task.FromResult("fine");
}
