using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Genesis.Tests.Embedded.State;

public sealed class Kept
{
    public int Value { get; set; }
}

public interface IKeeperGrain : IGrainWithStringKey
{
    Task Add(int value);
    Task<int> Look();
    Task ReadElsewhere();
}

[Reentrant]
public sealed class KeeperGrain([PersistentState("kept")] IPersistentState<Kept> kept) : Grain, IKeeperGrain
{
    public Task Add(int value)
    {
        kept.State.Value += value;
        return kept.WriteStateAsync();
    }

    public Task<int> Look() => Task.FromResult(kept.State.Value);

    public Task ReadElsewhere() => Task.Run(() => kept.State.Value);
}

public interface IMisledGrain : IGrainWithStringKey
{
    Task Touch();
}

public sealed class MisledGrain([PersistentState("page", "boks")] IPersistentState<Kept> page) : Grain, IMisledGrain
{
    public Task Touch() => Task.FromResult(page.State);
}

public interface IMistypedGrain : IGrainWithStringKey
{
    Task Touch();
}

public sealed class MistypedGrain([PersistentState("page")] Kept page) : Grain, IMistypedGrain
{
    public Task Touch() => Task.FromResult(page);
}
