namespace Genesis.Tests.Conformance.State;

public sealed class PersistentStateTests(StateEngine engine) : IClassFixture<StateEngine>
{
    private IWalletGrain NewWallet() => engine.Grains.GetGrain<IWalletGrain>(TestIds.Key("wallet"));

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_state_without_a_record_is_a_fresh_value(EngineKind on) => on.Run(engine, async () =>
    {
        var grain = NewWallet();
        (await grain.Look()).ShouldBe(new Seen(0, "", false, false));
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_written_state_is_there_in_the_next_activation_before_OnActivateAsync(EngineKind on) => on.Run(engine, async () =>
    {
        var grain = NewWallet();
        await grain.Put(7, "seven");
        (await grain.Look()).ShouldBe(new Seen(7, "seven", true, true));
        await Reactivate(grain);
        (await grain.SeenInOnActivate()).ShouldBe(new Seen(7, "seven", true, true));
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task What_was_not_written_is_lost_with_the_activation(EngineKind on) => on.Run(engine, async () =>
    {
        var grain = NewWallet();
        await grain.Put(1, "kept");
        await grain.Put(2, "lost", write: false);
        await Reactivate(grain);
        (await grain.Look()).ShouldBe(new Seen(1, "kept", true, true));
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task Reading_drops_what_was_not_written(EngineKind on) => on.Run(engine, async () =>
    {
        var grain = NewWallet();
        await grain.Put(1, "kept");
        await grain.Put(2, "lost", write: false);
        await grain.Read();
        (await grain.Look()).ShouldBe(new Seen(1, "kept", true, true));
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task States_of_one_grain_are_apart(EngineKind on) => on.Run(engine, async () =>
    {
        var grain = NewWallet();
        await grain.Put(1);
        await grain.PutOther(2);
        (await grain.Look()).Coins.ShouldBe(1);
        (await grain.LookAtOther()).Coins.ShouldBe(2);
        await grain.Clear();
        await Reactivate(grain);
        (await grain.Look()).RecordExists.ShouldBeFalse();
        (await grain.LookAtOther()).Coins.ShouldBe(2);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task Clearing_removes_the_record_and_a_later_write_makes_a_new_one(EngineKind on) => on.Run(engine, async () =>
    {
        var grain = NewWallet();
        await grain.Put(5, "five");
        await grain.Clear();
        (await grain.Look()).ShouldBe(new Seen(0, "", false, false));
        await grain.Put(6);
        await Reactivate(grain);
        (await grain.Look()).ShouldBe(new Seen(6, "", true, true));
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task Clearing_where_there_is_nothing_does_nothing(EngineKind on) => on.Run(engine, async () =>
    {
        var grain = NewWallet();
        await grain.Clear();
        (await grain.Look()).RecordExists.ShouldBeFalse();
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task A_grain_with_one_state_reads_writes_and_clears_it(EngineKind on) => on.Run(engine, async () =>
    {
        var grain = engine.Grains.GetGrain<IPurseGrain>(TestIds.Key("purse"));
        (await grain.Look()).ShouldBe(0);
        await grain.Put(3);
        await grain.Leave();
        (await grain.Look()).ShouldBe(3);
        await grain.Clear();
        (await grain.Look()).ShouldBe(0);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task References_to_grains_are_kept_in_state_and_call_their_grain(EngineKind on) => on.Run(engine, async () =>
    {
        var wallet = NewWallet();
        await wallet.Put(9);
        var grain = engine.Grains.GetGrain<ILinksGrain>(TestIds.Key("links"));
        await grain.Keep(wallet);
        await grain.Leave();
        (await grain.Coins()).ShouldBe(9);
        (await grain.Peer()).ShouldBe(wallet);
    });

    [Theory, InlineData(EngineKind.Simulation), InlineData(EngineKind.Orleans)]
    public Task An_unknown_storage_name_fails_the_call_and_is_named(EngineKind on) => on.Run(engine, async () =>
    {
        var state = await Should.ThrowAsync<Exception>(() => engine.Grains.GetGrain<ILostGrain>("x").Touch());
        state.ToString().ShouldContain("nowhere");
        var single = await Should.ThrowAsync<Exception>(() => engine.Grains.GetGrain<ILostPurseGrain>("x").Touch());
        single.ToString().ShouldContain("nowhere");
    });

    private static async Task Reactivate(IWalletGrain grain)
    {
        var before = await grain.Activation();
        await grain.Leave();
        await Eventually.True(async () => await grain.Activation() != before, "the grain to be activated anew");
    }
}
