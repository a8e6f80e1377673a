using System.Text.Json;
using Genesis.Simulations;
using Genesis.Storage;
using Genesis.Tests.Runtime.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Tests.Runtime.Checkpoints;

/// <summary>Checkpoints that are damaged, another's, or of another version of the component.</summary>
public sealed class UnsoundCheckpointTests : IDisposable
{
    private static readonly GrainId Grain = GrainId.Create("component", "c");
    private readonly MemoryStores _stores = new();

    public void Dispose() => _stores.Dispose();

    [Theory]
    [InlineData("payload = x'7b7d'", "bytes were expected and 2 were found: it is truncated or damaged")]
    [InlineData("payload = zeroblob(size)", "its checksum is")]
    [InlineData("(grain, payload, size, checksum) = (SELECT o.grain, o.payload, o.size, o.checksum FROM checkpoints_rows o WHERE o.grain = 'component/other' AND o.version = 5)", "it belongs to state 'checkpoint' of component/other")]
    [InlineData("type = 'Other'", "its checksum is")]
    public void An_unsound_one_is_refused_with_the_reason_and_the_one_before_is_used(string damage, string reason) => Run<Counter>(async host =>
    {
        await Write(host, "c", 5);
        await Write(host, "other", 5);
        host.Simulation.KillSilo();
        Damage(damage, 5);
        await host.Simulation.StartSilo();

        (await host.Bus.Ask("c", "get")).As<int>().ShouldBe(4);
        var refused = Health(host).Refused.ShouldHaveSingleItem();
        (refused.Grain, refused.Version, refused.UsedInstead).ShouldBe(("component/c", 5, 4));
        refused.Reason.ShouldContain(reason);
        // It goes on, and nothing is lost of what was refused.
        await Write(host, "c", 3);
        (await host.Status("c")).CheckpointVersion.ShouldBe(8);
        var kept = (await Versions(host).List(Grain)).ToLookup(static version => version.Fault is null, static version => version.Version);
        kept[true].ShouldBe([8, 7, 6]);
        kept[false].ShouldBe([5]);
    });

    [Fact]
    public void When_none_is_sound_it_does_not_begin_anew_and_says_so() => Run<Counter>(async host =>
    {
        await Write(host, "c", 5);
        host.Simulation.KillSilo();
        foreach (var version in (int[])[3, 4, 5]) Damage("payload = zeroblob(size)", version);
        await host.Simulation.StartSilo();
        await host.UntilState("c", Lifecycle.Quarantined, 70);
        var status = await host.Status("c");
        status.StateReason.ShouldContain("none of the versions kept is sound");
        (await host.Bus.Ask("c", "get")).Kind.ShouldBe(OutcomeKind.Unavailable);
        (await host.Bus.Ask("other", "add")).IsOk.ShouldBeTrue();
    });

    [Fact]
    public void The_last_three_are_kept() => Run<Counter>(async host =>
    {
        await Write(host, "c", 7);
        var kept = await Versions(host).List(Grain);
        kept.Select(static version => version.Version).ShouldBe([7, 6, 5]);
        kept.ShouldAllBe(static version => version.Fault == null && version.Type == "Genesis.Checkpoint" && version.StateName == "checkpoint");
        using var json = JsonDocument.Parse((await Versions(host).Read(Grain, "checkpoint", 6)).ShouldNotBeNull());
        json.RootElement.GetProperty("ComponentType").GetString().ShouldBe("Counter");
    });

    [Fact]
    public void An_older_version_of_the_state_is_taken_over_by_the_users_method()
    {
        Run<Counter>(static host => Write(host, "c", 3));
        Run<NewCounter>(static async host => (await host.Bus.Ask("c", "get")).As<string>().ShouldBe("3 upgraded from 1"), "Counter");
        // Once it is written it is of today's version, and nothing is upgraded again.
        Run<NewCounter>(static async host => (await host.Bus.Ask("c", "add")).As<string>().ShouldBe("3 upgraded from 1!"), "Counter");
        Run<NewCounter>(static async host => (await host.Bus.Ask("c", "get")).As<string>().ShouldBe("3 upgraded from 1!"), "Counter");
    }

    [Fact]
    public void One_that_nobody_upgrades_is_refused_and_stays_as_it_is()
    {
        Run<Counter>(static host => Write(host, "c", 3));
        Run<HaughtyCounter>(
            async host =>
            {
                await host.UntilState("c", Lifecycle.Quarantined, 70);
                (await host.Status("c")).StateReason.ShouldContain("The stored state of c has version 1, and HaughtyCounter is at version 2. Override Upgrade to take it over");
            }, "Counter");
        Run<Counter>(static async host => (await host.Bus.Ask("c", "get")).As<int>().ShouldBe(3));
    }

    [Fact]
    public void That_of_another_class_is_refused_and_stays_as_it_is()
    {
        Run<Counter>(static host => Write(host, "c", 3));
        Run<NewCounter>(static async host =>
        {
            await host.UntilState("c", Lifecycle.Quarantined, 70);
            (await host.Status("c")).StateReason.ShouldContain("The checkpoint is of a component of type Counter, and this one is of type NewCounter.");
        });
        Run<Counter>(static async host => (await host.Bus.Ask("c", "get")).As<int>().ShouldBe(3));
    }

    [Fact]
    public void A_state_that_does_not_fit_its_class_any_more_is_refused_and_stays_as_it_is()
    {
        Run<Counter>(static host => Write(host, "c", 3));
        Run<CarelessCounter>(
            static async host =>
            {
                await host.UntilState("c", Lifecycle.Quarantined, 70);
                (await host.Status("c")).StateReason.ShouldContain("It could not start");
            }, "Counter");
        Run<Counter>(static async host => (await host.Bus.Ask("c", "get")).As<int>().ShouldBe(3));
    }

    private static async Task Write(SimulatedHost host, string id, int versions)
    {
        for (var i = 0; i < versions; i++)
        {
            await host.Bus.Ask(id, "add");
            await host.Delay(0.2);
        }
    }

    private void Damage(string assignment, int version) =>
        _stores.Execute(StoreNames.Checkpoints, $"UPDATE checkpoints_rows SET {assignment} WHERE grain = 'component/c' AND version = {version}").ShouldBe(1);

    private static IStoredVersions Versions(SimulatedHost host) => host.Services.GetRequiredKeyedService<IStoredVersions>(StoreNames.Checkpoints);

    private static StorageHealth Health(SimulatedHost host) =>
        host.Services.GetServices<IStorageHealthSource>().Select(static source => source.Health).Single(static health => health.Name == StoreNames.Checkpoints);

    private void Run<T>(Func<SimulatedHost, Task> body, string? name = null)
        where T : Component => Simulation.Run(
        1,
        silo => silo.AddGenesis(genesis =>
        {
            genesis.UseMemory(_stores).AddComponentType<T>(name);
            foreach (var id in (string[])["c", "other"]) genesis.AddComponent(new ComponentRegistration { Id = id, Type = name ?? typeof(T).Name });
        }),
        simulation => body(new SimulatedHost(simulation)));

    private sealed class NewCounter : Component<NewCounter.Said>
    {
        public sealed record Said(string What);

        protected override Said InitialState => new("nothing");

        protected override int StateVersion => 2;

        protected override Said Upgrade(JsonElement stored, int version) => new($"{stored.GetProperty("value").GetInt32()} upgraded from {version}");

        protected internal override ValueTask<object?> OnRequest(ComponentRequest request)
        {
            if (request.Type == "add") State = new(State.What + "!");
            return new(State.What);
        }
    }

    private sealed class HaughtyCounter : Component<Counter.Count>
    {
        protected override Counter.Count InitialState => new(0);

        protected override int StateVersion => 2;
    }

    private sealed class CarelessCounter : Component<CarelessCounter.Other>
    {
        public sealed record Other(DateTimeOffset Value);

        protected override Other InitialState => new(default);
    }
}
