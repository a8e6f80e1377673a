using Orleans;
using Orleans.Concurrency;

namespace Genesis.Tests.Embedded.Turns;

public interface IOrderedGrain : IGrainWithStringKey
{
    Task Block([Immutable] Task until);

    Task Note(int number);

    Task<int[]> Notes();
}

/// <summary>Writes down in which order its calls run.</summary>
public sealed class OrderedGrain : Grain, IOrderedGrain
{
    private readonly List<int> _notes = [];

    public Task Block(Task until) => until;

    public Task Note(int number)
    {
        _notes.Add(number);
        return Task.CompletedTask;
    }

    public Task<int[]> Notes() => Task.FromResult(_notes.ToArray());
}

public interface ICometGrain : IGrainWithStringKey
{
    Task<bool> Hit();

    Task<bool> HitAndGo();
}

/// <summary>Comes and goes; says of every call whether it ran while the activation was alive.</summary>
[Reentrant]
public sealed class CometGrain : Grain, ICometGrain
{
    private bool _active;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        _active = true;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _active = false;
        await Task.Yield();
    }

    public async Task<bool> Hit()
    {
        var before = _active;
        await Task.Yield();
        return before && _active;
    }

    public Task<bool> HitAndGo()
    {
        DeactivateOnIdle();
        return Hit();
    }
}
