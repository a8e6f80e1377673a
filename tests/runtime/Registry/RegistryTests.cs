using Genesis.Storage;
using Genesis.Tests.Runtime.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Tests.Runtime.Registry;

/// <summary>Components that come and go while the system runs, in virtual time.</summary>
public sealed class RegistryTests
{
    [Fact]
    public void One_that_is_registered_at_run_time_runs_and_one_that_is_removed_is_gone() => SimulatedHost.Run(static genesis => genesis.AddComponentType<Counter>(), static async host =>
    {
        var result = await host.Components.Register(Registration("late"));
        (result.Accepted, result.Replaced, result.Warning).ShouldBe((true, false, null));
        (await host.Bus.Ask("late", "add")).As<int>().ShouldBe(1);
        host.Components.List().Select(static registration => registration.Id).ShouldBe(["late"]);

        (await host.Components.Remove("late")).Accepted.ShouldBeTrue();
        (await host.Bus.Ask("late", "add")).Kind.ShouldBe(OutcomeKind.UnknownComponent);
        (await host.Components.Status("late")).ShouldBeNull();
        host.Services.GetRequiredService<LocalComponents>().Count.ShouldBe(0);

        // It was stopped cleanly: its state is there when it comes back.
        (await host.Components.Register(Registration("late"))).Accepted.ShouldBeTrue();
        (await host.Bus.Ask("late", "get")).As<int>().ShouldBe(1);
    });

    [Fact]
    public void Registering_an_id_again_replaces_it_with_a_warning() => SimulatedHost.Run(static genesis => genesis.AddComponent<Counter>("c"), static async host =>
    {
        await host.Bus.Ask("c", "add");
        var result = await host.Components.Register(Registration("c") with { Policies = new() { Weight = 5 } });
        (result.Accepted, result.Replaced).ShouldBe((true, true));
        result.Warning.ShouldBe("A component c was there already; it was stopped and replaced.");
        (await host.Bus.Ask("c", "get")).As<int>().ShouldBe(1);
        host.Components.List().Single().Policies.Weight.ShouldBe(5);
    });

    [Fact]
    public void One_that_does_not_start_is_registered_and_the_answer_says_what_is_wrong() => SimulatedHost.Run(
        static genesis => genesis.AddComponent<Counter>("c").AddComponentType("broken", static Counter (_, _) => throw new InvalidOperationException("no key was given")).AddComponentType("other", static (_, _) => new Scripted()),
        static async host =>
        {
            var result = await host.Components.Register(Registration("d") with { Type = "broken" });
            result.Accepted.ShouldBeTrue();
            result.Warning.ShouldNotBeNull().ShouldMatch("^It is registered, but d is (Failed|Recovering): .*no key was given");

            // Another class cannot go on with what this one has kept.
            await host.Bus.Ask("c", "add");
            await host.Delay(1);
            result = await host.Components.Register(Registration("c") with { Type = "other" });
            (result.Accepted, result.Replaced).ShouldBe((true, true));
            result.Warning.ShouldNotBeNull().ShouldContain("Counter");
        });

    [Fact]
    public void A_component_that_is_in_no_silo_is_started_by_itself() => SimulatedHost.Run(static genesis => genesis.AddComponent<Counter>("c").AddComponent<Counter>("d"), static async host =>
    {
        await host.Delay(2);
        await host.Simulation.Grains.GetGrain<IComponentGrain>("c").Shutdown("Something took it away.");
        host.Services.GetRequiredService<LocalComponents>().Count.ShouldBe(1);
        (await host.Until(() => Task.FromResult(host.Services.GetRequiredService<LocalComponents>().Count == 2), 10, "it should have been started")).TotalSeconds.ShouldBeLessThan(5);
        (await host.Bus.Ask("c", "add")).IsOk.ShouldBeTrue();
    });

    [Fact]
    public void What_breaks_a_rule_is_refused_with_all_that_is_wrong() => SimulatedHost.Run(static genesis => genesis.AddComponentType<Counter>(), static async host =>
    {
        var result = await host.Components.Register(Registration("a b") with { Type = "Conter", Policies = new() { Weight = double.NaN }, Subscriptions = [new("x..y")] });
        result.Accepted.ShouldBeFalse();
        result.Problems.Length.ShouldBe(4);
        string.Join('\n', result.Problems).ShouldContain("Did you mean Counter?");
        (await host.Components.Remove("nobody")).Problems.ShouldBe(["There is no component nobody."]);
    });

    [Fact]
    public void What_was_done_at_run_time_outlives_a_restart_and_holds_against_what_is_declared()
    {
        var stores = new MemoryStores();
        SimulatedHost.Run(
            static genesis => genesis.AddComponent<Counter>("kept").AddComponent<Counter>("removed").AddComponent<Counter>("replaced"),
            static async host =>
            {
                await host.Components.Register(Registration("added"));
                await host.Components.Register(Registration("replaced") with { Policies = new() { Weight = 3 } });
                await host.Components.Remove("removed");
                foreach (var restart in (Func<Task>[])[host.Simulation.RestartSilo, Kill])
                {
                    await restart();
                    host.Components.List().Select(static one => (one.Id, one.Policies.Weight)).ShouldBe([("added", 1), ("kept", 1), ("replaced", 3)]);
                    foreach (var id in (string[])["added", "kept", "replaced"]) (await host.Status(id)).State.ShouldBe(Lifecycle.Running);
                    (await host.Bus.Ask("removed", "get")).Kind.ShouldBe(OutcomeKind.UnknownComponent);
                }

                Task Kill()
                {
                    host.Simulation.KillSilo();
                    return host.Simulation.StartSilo();
                }
            },
            stores: stores);
    }

    [Fact]
    public void What_cannot_be_stored_is_refused_and_changes_nothing()
    {
        var storage = new FlakyStorage();
        SimulatedHost.Run(
            static genesis => genesis.AddComponent<Counter>("c"),
            async host =>
            {
                storage.Fails = true;
                var result = await host.Components.Register(Registration("d"));
                result.Accepted.ShouldBeFalse();
                result.Problems.Single().ShouldStartWith("It could not be stored, so nothing was changed: ");
                result.Problems.Single().ShouldContain("The disk is on fire.");
                (await host.Components.Remove("c")).Accepted.ShouldBeFalse();
                (await host.Bus.Ask("c", "get")).IsOk.ShouldBeTrue();
                storage.Fails = false;
                (await host.Components.Register(Registration("d"))).Accepted.ShouldBeTrue();
            },
            silo => storage.AddTo(silo, StoreNames.System));
    }

    [Fact]
    public void Another_process_is_told_of_each_change_and_asks_for_what_it_has_missed() => SimulatedHost.Run(static genesis => genesis.AddComponent<Counter>("c"), static async host =>
    {
        using var other = new OtherProcess(host.Simulation.Grains, host.Services);
        await other.Link.Start([]);
        other.Ids.ShouldBe(["c"]);

        await host.Components.Register(Registration("d"));
        await host.Components.Remove("c");
        // The change is known there before whoever made it hears of its success.
        other.Ids.ShouldBe(["d"]);

        // Updates that do not fit to what it knows: one after others that it has missed, and one of another registry.
        var grains = host.Simulation.Grains;
        var epoch = (await grains.GetGrain<IRegistryGrain>(IRegistryGrain.Key).Sync(77, grains.CreateObjectReference<IProcessObserver>(other.Link), 0, 0, false)).Epoch;
        (await other.Link.RegistryChanged(new RegistryUpdate(epoch, 77, 78, [], false))).ShouldBeFalse();
        (await other.Link.RegistryChanged(new RegistryUpdate(epoch + 1, 0, 1, [new(1, "stray", Registration("stray"))], false))).ShouldBeFalse();
        await host.Until(() => Task.FromResult(other.Ids.SequenceEqual(["d"])), 7, "it should have synchronised itself");
        other.Link.Gaps.ShouldBe(1);
        await other.Link.Stop();
    });

    /// <summary>Registrations and removals of the same few ids, from two sides at once, with kills in between: what was answered last is what there is, everywhere.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Whatever_comes_at_once_everybody_knows_the_same_and_it_outlives_kills(long seed)
    {
        using var stores = new MemoryStores();
        SimulatedHost.Run(static genesis => genesis.AddComponent<Counter>("declared"), async host =>
        {
            var random = host.Simulation.Random;
            for (var life = 0; life < 4; life++)
            {
                using var other = new OtherProcess(host.Simulation.Grains, host.Services);
                await other.Link.Start([]);
                List<Task<RegistrationResult>> under = [];
                for (var i = 0; i < 60; i++)
                {
                    var id = random.Next(5) is > 0 and var number ? $"c{number}" : "declared";
                    under.Add(random.Next(2) == 0 ? host.Components.Remove(id) : host.Components.Register(Registration(id) with { Policies = new() { Weight = 1 + i } }));
                    if (random.Next(3) == 0) await host.Delay(random.Next(20) / 1000.0);
                }
                await Task.WhenAll(under);
                var known = Known(host);
                other.Directory.Routes.Select(static route => (route.Id, route.Registration.Policies.Weight)).Order().ShouldBe(known);
                List<ComponentCell> cells = [];
                host.Services.GetRequiredService<LocalComponents>().CopyTo(cells);
                cells.Where(static cell => cell.State == Lifecycle.Running).Select(static cell => (cell.Id, cell.Registration.Policies.Weight)).Order().ShouldBe(known);

                host.Simulation.KillSilo();
                await host.Simulation.StartSilo();
                await host.Delay(1);
                Known(host).ShouldBe(known);
            }
        }, seed: seed, stores: stores);

        static (string Id, double Weight)[] Known(SimulatedHost host) => [.. host.Components.List().Select(static one => (one.Id, one.Policies.Weight)).Order()];
    }

    [Fact]
    public void A_thousand_registrations_at_once_are_stored_together() => SimulatedHost.Run(static genesis => genesis.AddComponentType<Counter>(), static async host =>
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => host.Components.Register(Registration($"c{i}"))));
        results.ShouldAllBe(static result => result.Accepted);
        host.Components.List().Count.ShouldBe(1000);
        (await host.Status("c999")).State.ShouldBe(Lifecycle.Running);
    });

    internal static ComponentRegistration Registration(string id) => new() { Id = id, Type = nameof(Counter) };
}
