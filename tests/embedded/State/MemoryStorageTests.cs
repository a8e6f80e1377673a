using Genesis.Embedded.Storage;
using Genesis.Tests.Embedded.Fixture;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Storage;

namespace Genesis.Tests.Embedded.State;

/// <summary>What memory storage keeps and what it refuses.</summary>
public sealed class MemoryStorageTests : IAsyncLifetime
{
    private static readonly GrainId Id = GrainId.Create("test", "1");
    private TestSilo? _silo;

    private IGrainStorage Storage => _silo!.Services.GetRequiredKeyedService<IGrainStorage>("memory");

    public async ValueTask InitializeAsync() => _silo = await TestSilo.Start(static silo => silo.AddMemoryGrainStorage("memory"));

    public async ValueTask DisposeAsync() => await _silo!.DisposeAsync();

    [Fact]
    public async Task What_is_stored_is_apart_from_what_was_given_and_what_was_read()
    {
        var given = new GrainState<Basket>(new Basket { Fruit = { "apple" } });
        await Storage.WriteStateAsync("basket", Id, given);
        given.State!.Fruit.Add("pear");
        var first = await Read<Basket>("basket");
        first.State!.Fruit.ShouldBe(["apple"]);
        first.State.Fruit.Add("plum");
        (await Read<Basket>("basket")).State!.Fruit.ShouldBe(["apple"]);
    }

    [Fact]
    public async Task Members_that_only_the_type_can_set_come_back()
    {
        await Storage.WriteStateAsync("basket", Id, new GrainState<Basket>(Basket.Make(owner: "Ada", secret: 42, ratio: double.NaN)));
        var read = (await Read<Basket>("basket")).State!;
        read.Owner.ShouldBe("Ada");
        read.Secret.ShouldBe(42);
        read.Ratio.ShouldBe(double.NaN);
        read.Made.ShouldBe(7);
    }

    [Fact]
    public async Task References_to_grains_come_back_through_their_interface()
    {
        var grain = _silo!.Grains.GetGrain<IKeeperGrain>("friend");
        await Storage.WriteStateAsync("links", Id, new GrainState<Links>(new Links { Typed = grain, Any = grain }));
        var read = (await Read<Links>("links")).State!;
        read.Typed.ShouldBe(grain);
        read.Any.ShouldBeAssignableTo<IKeeperGrain>().ShouldBe(grain);
        read.None.ShouldBeNull();
    }

    [Fact]
    public async Task Immutable_values_are_kept_without_a_copy()
    {
        var value = new Point(1, 2);
        await Storage.WriteStateAsync("point", Id, new GrainState<Point>(value));
        (await Read<Point>("point")).State.ShouldBeSameAs(value);
    }

    [Fact]
    public async Task A_write_over_another_version_conflicts_and_changes_nothing()
    {
        var mine = new GrainState<Point>(new Point(1, 1));
        await Storage.WriteStateAsync("point", Id, mine);
        var theirs = await Read<Point>("point");
        theirs.State = new Point(2, 2);
        await Storage.WriteStateAsync("point", Id, theirs);

        mine.State = new Point(3, 3);
        var conflict = await Should.ThrowAsync<InconsistentStateException>(() => Storage.WriteStateAsync("point", Id, mine));
        conflict.StoredEtag.ShouldBe(theirs.ETag);
        conflict.CurrentEtag.ShouldBe(mine.ETag);
        conflict.Message.ShouldContain("Read again");
        await Should.ThrowAsync<InconsistentStateException>(() => Storage.ClearStateAsync("point", Id, mine));
        (await Read<Point>("point")).State.ShouldBe(new Point(2, 2));
    }

    [Fact]
    public async Task A_write_over_a_record_that_was_cleared_meanwhile_conflicts()
    {
        var mine = new GrainState<Point>(new Point(1, 1));
        await Storage.WriteStateAsync("point", Id, mine);
        await Storage.ClearStateAsync("point", Id, await Read<Point>("point"));
        await Should.ThrowAsync<InconsistentStateException>(() => Storage.WriteStateAsync("point", Id, mine));
    }

    [Fact]
    public async Task A_second_first_write_conflicts()
    {
        await Storage.WriteStateAsync("point", Id, new GrainState<Point>(new Point(1, 1)));
        await Should.ThrowAsync<InconsistentStateException>(() => Storage.WriteStateAsync("point", Id, new GrainState<Point>(new Point(2, 2))));
    }

    [Fact]
    public async Task One_of_many_first_writes_wins()
    {
        var writes = Enumerable.Range(0, 50).Select(i => Task.Run(() => Storage.WriteStateAsync("race", Id, new GrainState<Point>(new Point(i, i))))).ToList();
        var won = 0;
        foreach (var write in writes)
        {
            try
            {
                await write;
                won++;
            }
            catch (InconsistentStateException)
            {
                // All but one.
            }
        }
        won.ShouldBe(1);
    }

    [Fact]
    public async Task A_value_that_does_not_go_into_JSON_is_refused_with_the_reason()
    {
        var error = await Should.ThrowAsync<OrleansException>(() => Storage.WriteStateAsync("odd", Id, new GrainState<Odd>(new Odd())));
        error.Message.ShouldContain("Odd does not go into JSON");
        error.Message.ShouldContain("[GenerateSerializer, Immutable]");
    }

    [Fact]
    public void A_value_for_no_record_is_made_without_a_constructor_if_there_is_none_without_parameters()
    {
        StateActivator<Basket>.Create().Made.ShouldBe(7);
        StateActivator<Point>.Create().ShouldBe(new Point(0, 0));
        StateActivator<int>.Create().ShouldBe(0);
        StateActivator<string>.Create().ShouldBeNull();
    }

    private async Task<GrainState<T>> Read<T>(string name)
    {
        var state = new GrainState<T>();
        await Storage.ReadStateAsync(name, Id, state);
        return state;
    }
}

public sealed class Odd
{
    public Action Deed { get; } = static () => { };
}

[GenerateSerializer, Immutable]
public sealed record Point([property: Id(0)] int X, [property: Id(1)] int Y);

[GenerateSerializer]
public sealed class Basket
{
    [Id(0)]
    private int _secret;

    public List<string> Fruit { get; } = [];

    public string Owner { get; private set; } = "";

    public double Ratio { get; set; }

    public int Made { get; } = 7;

    internal int Secret => _secret;

    public static Basket Make(string owner, int secret, double ratio) => new() { Owner = owner, _secret = secret, Ratio = ratio };
}

public sealed class Links
{
    public IKeeperGrain? Typed { get; set; }

    public IAddressable? Any { get; set; }

    public IKeeperGrain? None { get; set; }
}
