namespace Genesis.Tests.Cluster;

/// <summary>
/// Components that nobody knows, or not any more. Orleans forwards the calls that wait for an activation which deactivates, and rejects a call that it has forwarded twice: every call gets an answer
/// all the same.
/// </summary>
public sealed class UnknownComponentTests
{
    private const string Id = "comes-and-goes";

    [Fact]
    public async Task Many_calls_at_once_to_components_that_nobody_knows_are_all_answered()
    {
        await using var silo = await LoneSilo.Start(static genesis => genesis.AddComponentType<Place>());
        for (var round = 0; round < 20; round++)
        {
            var ids = Enumerable.Range(0, 200).Select(i => $"nobody-{round}-{i % 5}");
            foreach (var reply in await Task.WhenAll(ids.Select(id => Ask(silo, id)))) reply.Kind.ShouldBe(OutcomeKind.UnknownComponent);
        }
    }

    [Fact]
    public async Task An_unknown_component_is_answered_for_while_its_activation_leaves()
    {
        await using var silo = await LoneSilo.Start(static genesis => genesis.AddComponentType<Place>());
        // Calls so far apart that each finds the activation just gone, leaving, or fresh.
        for (var pause = 900; pause <= 2100; pause += 200)
        {
            foreach (var reply in await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Ask(silo, "nobody")))) reply.Kind.ShouldBe(OutcomeKind.UnknownComponent);
            await Task.Delay(TimeSpan.FromMilliseconds(pause), TimeProvider.System);
        }
    }

    [Fact]
    public async Task Asks_beside_registering_replacing_and_removing_are_all_answered()
    {
        await using var silo = await LoneSilo.Start(static genesis => genesis.AddComponentType<Place>());
        using var end = new CancellationTokenSource();
        var askers = Enumerable.Range(0, 8).Select(_ => Task.Run(() => AskUntil(silo, end.Token))).ToArray();
        for (var round = 0; round < 30; round++)
        {
            (await silo.Components.Register(new ComponentRegistration { Id = Id, Type = nameof(Place) })).Accepted.ShouldBeTrue();
            (await silo.Components.Register(new ComponentRegistration { Id = Id, Type = nameof(Place), Policies = new() { Serial = true } })).Replaced.ShouldBeTrue();
            (await silo.Bus.Ask(Id, Place.Where)).IsOk.ShouldBeTrue();
            (await silo.Components.Remove(Id, "the test says so")).Accepted.ShouldBeTrue();
        }
        await end.CancelAsync();
        var kinds = (await Task.WhenAll(askers)).SelectMany(static seen => seen).Distinct().Order().ToArray();
        kinds.ShouldBeSubsetOf([OutcomeKind.Ok, OutcomeKind.UnknownComponent, OutcomeKind.Unavailable]);
        kinds.ShouldContain(OutcomeKind.UnknownComponent);
    }

    [Fact]
    public async Task Replacing_one_that_nobody_knows_yet_starts_it()
    {
        await using var silo = await LoneSilo.Start(static genesis => genesis.AddComponentType<Place>());
        (await Ask(silo, Id)).Kind.ShouldBe(OutcomeKind.UnknownComponent);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => silo.Grains.GetGrain<IComponentGrain>($"fresh-{i}").Replace(new ComponentRegistration { Id = $"fresh-{i}", Type = nameof(Place) })));
        foreach (var reply in await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Ask(silo, $"fresh-{i}")))) reply.Kind.ShouldBe(OutcomeKind.Ok);
    }

    private static async Task<HashSet<OutcomeKind>> AskUntil(LoneSilo silo, CancellationToken end)
    {
        HashSet<OutcomeKind> seen = [];
        while (!end.IsCancellationRequested) seen.Add((await Ask(silo, Id)).Kind);
        return seen;
    }

    /// <summary>Past the bus, which knows who is unknown: a process whose directory is behind calls the grain.</summary>
    private static async Task<Reply> Ask(LoneSilo silo, string id) => await silo.Grains.GetGrain<IComponentGrain>(id).Ask(new AskRequest
    {
        Type = Place.Where,
        Data = Payload.Of(1),
        Source = "test",
        Number = 1,
        Process = 1,
        Deadline = TimeSpan.FromSeconds(20),
        Remaining = TimeSpan.FromSeconds(20),
    });
}
