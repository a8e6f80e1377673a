using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Genesis.Tests.Embedded.WrongUse;

public sealed class MutableThing
{
    public string Text { get; set; } = "";
}

public struct StructWithMutable
{
    public MutableThing? Thing { get; set; }
}

public interface IMutableArgumentGrain : IGrainWithStringKey
{
    Task Put(MutableThing thing);
}

public interface IMutableElementGrain : IGrainWithStringKey
{
    Task Put(List<MutableThing> things);
}

public interface IMutableFieldGrain : IGrainWithStringKey
{
    Task Put(StructWithMutable thing);
}

public interface IDelegateArgumentGrain : IGrainWithStringKey
{
    Task Apply(Func<int> compute);
}

public interface IMutableResultGrain : IGrainWithStringKey
{
    Task<MutableThing> Take();
}

public interface ISynchronousGrain : IGrainWithStringKey
{
    int Count();
}

public interface IVoidGrain : IGrainWithStringKey
{
    void Notify();
}

public interface IRefArgumentGrain : IGrainWithStringKey
{
    Task Swap(ref int value);
}

public interface IPropertyGrain : IGrainWithStringKey
{
    Task<int> Value { get; }
}

public interface ITwoTokensGrain : IGrainWithStringKey
{
    Task Wait(CancellationToken first, CancellationToken second);
}

public interface IManyFaultsGrain : IGrainWithStringKey
{
    int First();

    Task Second(MutableThing thing);
}

public sealed class FaultyGrain : Grain, IMutableArgumentGrain, IMutableElementGrain, IMutableFieldGrain, IDelegateArgumentGrain, IMutableResultGrain,
    ISynchronousGrain, IVoidGrain, IRefArgumentGrain, IPropertyGrain, ITwoTokensGrain, IManyFaultsGrain
{
    Task<int> IPropertyGrain.Value => Task.FromResult(1);

    public Task Put(MutableThing thing) => Task.CompletedTask;

    public Task Put(List<MutableThing> things) => Task.CompletedTask;

    public Task Put(StructWithMutable thing) => Task.CompletedTask;

    public Task Apply(Func<int> compute) => Task.CompletedTask;

    public Task<MutableThing> Take() => Task.FromResult(new MutableThing());

    public int Count() => 1;

    public void Notify()
    {
    }

    public Task Swap(ref int value) => Task.CompletedTask;

    public Task Wait(CancellationToken first, CancellationToken second) => Task.CompletedTask;

    public int First() => 1;

    public Task Second(MutableThing thing) => Task.CompletedTask;
}

public interface ILooseGrain : IGrainWithStringKey
{
    Task PutAnything(object thing);

    Task PutMarked([Immutable] MutableThing thing);

    Task<object> TakeAnything();

    Task ReturnNull();

    Task<string> PassObserver(ILooseObserver observer);
}

public interface ILooseObserver : IGrainObserver
{
    void Note();
}

public sealed class LooseObserver : ILooseObserver
{
    public void Note()
    {
    }
}

public sealed class LooseGrain : Grain, ILooseGrain
{
    public Task PutAnything(object thing) => Task.CompletedTask;

    public Task PutMarked(MutableThing thing) => Task.CompletedTask;

    public Task<object> TakeAnything() => Task.FromResult<object>(new MutableThing());

    public Task ReturnNull() => null!;

    public Task<string> PassObserver(ILooseObserver observer) => Task.FromResult("passed");
}

public interface IWithoutConstructorGrain : IGrainWithStringKey
{
    Task Ping();
}

public sealed class WithoutConstructorGrain : Grain, IWithoutConstructorGrain
{
    private WithoutConstructorGrain()
    {
    }

    public static WithoutConstructorGrain Make() => new();

    public Task Ping() => Task.CompletedTask;
}

public interface IWithoutPredicateGrain : IGrainWithStringKey
{
    Task Ping();
}

[MayInterleave("Missing")]
public sealed class WithoutPredicateGrain : Grain, IWithoutPredicateGrain
{
    public static bool Present(IInvokable request) => request is not null;

    public Task Ping() => Task.CompletedTask;
}

public interface IMissingServiceGrain : IGrainWithStringKey
{
    Task Ping();
}

public sealed class MissingServiceGrain(LooseObserver neverRegistered) : Grain, IMissingServiceGrain
{
    public Task Ping() => neverRegistered is null ? Task.CompletedTask : Task.CompletedTask;
}

public interface IOffTurnGrain : IGrainWithStringKey
{
    Task TimerElsewhere();

    Task FactoryElsewhere();
}

public sealed class OffTurnGrain : Grain, IOffTurnGrain
{
    public Task TimerElsewhere() =>
        Task.Run(() => this.RegisterGrainTimer(static () => Task.CompletedTask, new GrainTimerCreationOptions(TimeSpan.Zero, TimeSpan.FromSeconds(1))));

    public Task FactoryElsewhere() => Task.Run(() => GrainFactory.GetGrain<IOffTurnGrain>("other"));
}
