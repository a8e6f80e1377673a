using Orleans.Storage;

namespace Genesis.Tests.Conformance.State;

/// <summary>What a grain and its callers see when the store fails or somebody else has written.</summary>
public sealed class StorageFaultTests
{
    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_conflict_reaches_the_caller_and_the_next_call_sees_the_stored_state(EngineKind on) => on.Run(async () =>
    {
        await using var engine = await Start();
        var grain = engine.Grains.GetGrain<IWalletGrain>(TestIds.Key("wallet"));
        await grain.Put(1, "first");
        var activation = await grain.Activation();
        engine.Stores.Storage().TouchAll();

        var conflict = await Should.ThrowAsync<InconsistentStateException>(() => grain.Put(2, "second"));
        conflict.CurrentEtag.ShouldNotBe(conflict.StoredEtag);

        (await grain.Look()).ShouldBe(new Seen(1, "first", true, true));
        (await grain.Activation()).ShouldNotBe(activation);
        await grain.Put(3);
        (await grain.Look()).Coins.ShouldBe(3);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_conflict_ends_the_activation_that_wrote_and_not_its_caller(EngineKind on) => on.Run(async () =>
    {
        await using var engine = await Start();
        var wallet = engine.Grains.GetGrain<IWalletGrain>(TestIds.Key("wallet"));
        var caller = engine.Grains.GetGrain<ICallerGrain>(TestIds.Key("caller"));
        var callerActivation = await caller.Activation();
        await wallet.Put(1);
        engine.Stores.Storage().TouchAll();
        await Should.ThrowAsync<InconsistentStateException>(() => caller.PutThrough(wallet, 2));
        (await caller.Activation()).ShouldBe(callerActivation);
        (await wallet.Look()).Coins.ShouldBe(1);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_conflict_that_the_grain_handles_leaves_its_activation_alone(EngineKind on) => on.Run(async () =>
    {
        await using var engine = await Start();
        var grain = engine.Grains.GetGrain<ICarefulGrain>(TestIds.Key("careful"));
        await grain.Add(1);
        var activation = await grain.Activation();
        engine.Stores.Storage().TouchAll();
        (await grain.Add(2)).ShouldBe(3);
        (await grain.Activation()).ShouldBe(activation);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_failing_write_reaches_the_caller_and_a_later_one_succeeds(EngineKind on) => on.Run(async () =>
    {
        await using var engine = await Start();
        var grain = engine.Grains.GetGrain<IWalletGrain>(TestIds.Key("wallet"));
        await grain.Put(1);
        var storage = engine.Stores.Storage();
        storage.Before = static (operation, _) => operation == "write" ? throw new IOException("The disk is full.") : Task.CompletedTask;

        var error = await Should.ThrowAsync<OrleansException>(() => grain.Put(2));
        error.Message.ShouldContain("The disk is full.");

        storage.Before = null;
        await grain.Read();
        (await grain.Look()).Coins.ShouldBe(1);
        await grain.Put(3);
        (await grain.Look()).Coins.ShouldBe(3);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_failing_read_fails_the_activation_and_the_next_call_tries_again(EngineKind on) => on.Run(async () =>
    {
        await using var engine = await Start();
        var key = TestIds.Key("wallet");
        var storage = engine.Stores.Storage();
        storage.Before = static (operation, _) => operation == "read" ? throw new IOException("The disk is gone.") : Task.CompletedTask;
        var error = await Should.ThrowAsync<Exception>(() => engine.Grains.GetGrain<IWalletGrain>(key).Look());
        error.ToString().ShouldContain("The disk is gone.");

        storage.Before = null;
        (await engine.Grains.GetGrain<IWalletGrain>(key).Look()).RecordExists.ShouldBeFalse();
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task State_in_a_durable_store_is_there_after_a_restart(EngineKind on) => on.Run(async () =>
    {
        await using var engine = await Start();
        var key = TestIds.Key("wallet");
        await engine.Grains.GetGrain<IWalletGrain>(key).Put(4, "four");
        await engine.Restart();
        (await engine.Grains.GetGrain<IWalletGrain>(key).Look()).ShouldBe(new Seen(4, "four", true, true));
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task Interleaving_writes_of_one_state_do_not_conflict(EngineKind on) => on.Run(async () =>
    {
        await using var engine = await Start();
        var storage = engine.Stores.Storage();
        var running = 0;
        var most = 0;
        storage.Before = async (_, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await Task.Yield();
            Interlocked.Decrement(ref running);
        };
        var grain = engine.Grains.GetGrain<IBusyGrain>(TestIds.Key("busy"));
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => grain.Add(1)));
        (await grain.Stored()).ShouldBe(50);
        most.ShouldBe(1);
    });

    private static Task<TestEngine> Start() => TestEngine.Start(static (silo, stores) =>
    {
        stores.AddStorage(silo).AddStorage(silo, "second");
    });
}

public interface ICallerGrain : IGrainWithStringKey
{
    Task<long> Activation();
    Task PutThrough(IWalletGrain wallet, int coins);
}

public sealed class CallerGrain : Grain, ICallerGrain
{
    private readonly long _activation = TestIds.Next();

    public Task<long> Activation() => Task.FromResult(_activation);

    public Task PutThrough(IWalletGrain wallet, int coins) => wallet.Put(coins);
}

public interface ICarefulGrain : IGrainWithStringKey
{
    Task<int> Add(int coins);
    Task<long> Activation();
}

/// <summary>Reads again and decides again after a conflict.</summary>
public sealed class CarefulGrain([PersistentState("wallet")] IPersistentState<Wallet> wallet) : Grain, ICarefulGrain
{
    private readonly long _activation = TestIds.Next();

    public Task<long> Activation() => Task.FromResult(_activation);

    public async Task<int> Add(int coins)
    {
        wallet.State.Coins += coins;
        try
        {
            await wallet.WriteStateAsync();
        }
        catch (InconsistentStateException)
        {
            await wallet.ReadStateAsync();
            wallet.State.Coins += coins;
            await wallet.WriteStateAsync();
        }
        return wallet.State.Coins;
    }
}

public interface IBusyGrain : IGrainWithStringKey
{
    Task Add(int coins);
    Task<int> Stored();
}

[Reentrant]
public sealed class BusyGrain([PersistentState("wallet")] IPersistentState<Wallet> wallet) : Grain, IBusyGrain
{
    public Task Add(int coins)
    {
        wallet.State.Coins += coins;
        return wallet.WriteStateAsync();
    }

    public async Task<int> Stored()
    {
        await wallet.ReadStateAsync();
        return wallet.State.Coins;
    }
}
