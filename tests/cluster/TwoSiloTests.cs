namespace Genesis.Tests.Cluster;

public sealed class TwoSiloTests
{
    private static readonly string[] Ids = [.. Enumerable.Range(0, 40).Select(static i => $"place-{i}")];

    [Fact]
    public async Task Components_are_asked_from_both_silos_and_ask_each_other_across()
    {
        await using var cluster = await StartAsync();
        var places = await cluster.Places(Ids);
        places.Values.Distinct().Count().ShouldBe(2, "forty components should not all be on one silo");
        foreach (var silo in cluster.Silos)
            foreach (var id in Ids)
                (await cluster.Ok(silo, id, Place.Where)).As<string>().ShouldBe(places[id].SiloAddress.ToParsableString());
        foreach (var other in Ids)
            (await cluster.Ok(cluster.Silos[0], Ids[0], Place.Ask, other)).As<string>().ShouldBe(places[other].SiloAddress.ToParsableString());
    }

    [Fact]
    public async Task Components_are_told_from_both_silos_in_order()
    {
        await using var cluster = await StartAsync();
        await cluster.Places(Ids);
        const int Count = 100;
        for (var i = 0; i < Count; i++)
            for (var silo = 0; silo < 2; silo++)
                (await cluster.Bus(cluster.Silos[silo]).Tell(Place.Told, (2 * i) + silo, $"test-{silo}")).IsTold.ShouldBeTrue();
        foreach (var id in Ids)
        {
            int[] seen = [];
            await TwoSilos.Until(async () => (seen = (await cluster.Ok(cluster.Silos[1], id, Place.Sum)).As<int[]>()).Length >= 2 * Count, () => $"{id} should get {2 * Count} numbers and has {seen.Length}");
            foreach (var silo in (int[])[0, 1])
                seen.Where(number => number % 2 == silo).ShouldBe(Enumerable.Range(0, Count).Select(i => (2 * i) + silo));
        }
    }

    [Fact]
    public async Task Components_of_a_killed_silo_are_back_on_the_other_with_their_state_and_no_durable_event_is_lost_or_handled_twice()
    {
        await using var cluster = await StartAsync();
        var places = await cluster.Places(Ids);
        var (survivor, victim) = (cluster.Silos[0], cluster.Silos[1]);
        var moved = Ids.Where(id => ReferenceEquals(places[id], victim)).ToArray();
        var teller = Ids.First(id => ReferenceEquals(places[id], survivor));
        moved.ShouldNotBeEmpty();
        await cluster.Ok(survivor, teller, Place.Tell, Enumerable.Range(0, 50).ToArray());
        await cluster.Kill(victim);
        foreach (var id in moved) (await cluster.Ok(survivor, id, Place.Where)).As<string>().ShouldBe(survivor.SiloAddress.ToParsableString());
        await cluster.Ok(survivor, teller, Place.Tell, Enumerable.Range(50, 50).ToArray());
        foreach (var id in Ids.Where(id => id != teller))
        {
            int[] seen = [];
            await TwoSilos.Until(async () => (seen = (await cluster.Ok(survivor, id, Place.Sum)).As<int[]>()).Length >= 100, () => $"{id} should have 100 numbers and has {seen.Length}");
            seen.Order().ShouldBe(Enumerable.Range(0, 100), id);
        }
    }

    /// <summary>Components that are registered when both silos run: those declared at start are all on the silo that was there first.</summary>
    private static async Task<TwoSilos> StartAsync()
    {
        var cluster = await TwoSilos.Start(static genesis => genesis.AddComponentType<Place>());
        foreach (var id in Ids) await cluster.Register(id, Place.Told, Place.Durable);
        return cluster;
    }
}
