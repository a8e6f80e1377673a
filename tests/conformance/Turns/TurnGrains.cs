using Orleans.Serialization.Invocation;

namespace Genesis.Tests.Conformance.Turns;

/// <summary>What the grains of these tests can do, whatever their rules of interleaving.</summary>
public interface ITurnGrain : IGrainWithStringKey
{
    /// <summary>Waits at a gate. Gives what was noted before it went on.</summary>
    Task Block(string gate);

    Task Touch(string note);

    /// <summary>May start while others run.</summary>
    [AlwaysInterleave]
    Task<int> Peek();

    [AlwaysInterleave]
    Task BlockInterleaving(string gate);

    [ReadOnly]
    Task Read(string gate);

    [OneWay]
    Task Fire(string gate, bool fail);

    [OneWay]
    ValueTask FireValue(string note);

    /// <summary>Many awaits, with a check that no other turn runs at the same time. Gives the number of overlaps seen.</summary>
    Task<int> Spin(int turns);

    Task<List<string>> Notes();
}

public abstract class TurnGrainBase : Grain, ITurnGrain
{
    private readonly List<string> _notes = [];
    private int _inside;
    private int _overlaps;

    public async Task Block(string gate)
    {
        await Gate.For(gate).Wait();
        _notes.Add(gate);
    }

    public Task Touch(string note)
    {
        _notes.Add(note);
        return Task.CompletedTask;
    }

    public Task<int> Peek() => Task.FromResult(_notes.Count);

    public Task BlockInterleaving(string gate) => Gate.For(gate).Wait();

    public Task Read(string gate) => Gate.For(gate).Wait();

    public async Task Fire(string gate, bool fail)
    {
        await Gate.For(gate).Wait();
        _notes.Add("fired");
        if (fail) throw new InvalidOperationException("Nobody hears this.");
    }

    public ValueTask FireValue(string note)
    {
        _notes.Add(note);
        return ValueTask.CompletedTask;
    }

    public async Task<int> Spin(int turns)
    {
        for (var turn = 0; turn < turns; turn++)
        {
            if (Interlocked.Increment(ref _inside) != 1) _overlaps++;
            Thread.SpinWait(20);
            Interlocked.Decrement(ref _inside);
            await Task.Yield();
        }
        return _overlaps;
    }

    public Task<List<string>> Notes() => Task.FromResult(_notes);
}

public interface IPlainTurnGrain : ITurnGrain;

public sealed class PlainTurnGrain : TurnGrainBase, IPlainTurnGrain;

public interface IReentrantTurnGrain : ITurnGrain;

[Reentrant]
public sealed class ReentrantTurnGrain : TurnGrainBase, IReentrantTurnGrain;

public interface IMayInterleaveTurnGrain : ITurnGrain;

[MayInterleave(nameof(MayInterleave))]
public sealed class MayInterleaveTurnGrain : TurnGrainBase, IMayInterleaveTurnGrain
{
    /// <summary>Only what says so in its argument.</summary>
    public static bool MayInterleave(IInvokable request)
    {
        if (request.GetArgumentCount() == 0 || request.GetArgument(0) is not string argument) return false;
        if (argument.StartsWith("trap", StringComparison.Ordinal)) throw new InvalidOperationException("The predicate fails.");
        return argument.StartsWith("free", StringComparison.Ordinal);
    }
}

public interface IInstanceMayInterleaveTurnGrain : ITurnGrain;

[MayInterleave(nameof(MayInterleave))]
public sealed class InstanceMayInterleaveTurnGrain : TurnGrainBase, IInstanceMayInterleaveTurnGrain
{
    public bool MayInterleave(IInvokable request) => request.GetMethodName() == nameof(Touch);
}
