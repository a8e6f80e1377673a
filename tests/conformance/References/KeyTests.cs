namespace Genesis.Tests.Conformance.References;

public interface IKeyed
{
    Task<string> Key();
}

public interface IStringKeyGrain : IGrainWithStringKey, IKeyed;

public interface IIntegerKeyGrain : IGrainWithIntegerKey, IKeyed;

public interface IGuidKeyGrain : IGrainWithGuidKey, IKeyed;

public interface IIntegerCompoundKeyGrain : IGrainWithIntegerCompoundKey, IKeyed;

public interface IGuidCompoundKeyGrain : IGrainWithGuidCompoundKey, IKeyed;

public sealed class StringKeyGrain : Grain, IStringKeyGrain
{
    public Task<string> Key() => Task.FromResult(this.GetPrimaryKeyString());
}

public sealed class IntegerKeyGrain : Grain, IIntegerKeyGrain
{
    public Task<string> Key() => Task.FromResult($"{this.GetPrimaryKeyLong()}");
}

public sealed class GuidKeyGrain : Grain, IGuidKeyGrain
{
    public Task<string> Key() => Task.FromResult($"{this.GetPrimaryKey()}");
}

public sealed class IntegerCompoundKeyGrain : Grain, IIntegerCompoundKeyGrain
{
    public Task<string> Key() => Task.FromResult($"{this.GetPrimaryKeyLong(out var extension)} and {extension}");
}

public sealed class GuidCompoundKeyGrain : Grain, IGuidCompoundKeyGrain
{
    public Task<string> Key() => Task.FromResult($"{this.GetPrimaryKey(out var extension)} and {extension}");
}

public interface IBoxGrain<T> : IGrainWithStringKey
{
    Task Put(T value);

    Task<T?> Take();

    Task<string> TypeName();
}

public sealed class BoxGrain<T> : Grain, IBoxGrain<T>
{
    private T? _value;

    public Task Put(T value)
    {
        _value = value;
        return Task.CompletedTask;
    }

    public Task<T?> Take() => Task.FromResult(_value);

    public Task<string> TypeName() => Task.FromResult(typeof(T).Name);
}

public interface IPairGrain<TFirst, TSecond> : IGrainWithIntegerKey
{
    Task<string> Join(TFirst first, TSecond second);
}

public sealed class PairGrain<TFirst, TSecond> : Grain, IPairGrain<TFirst, TSecond>
{
    public Task<string> Join(TFirst first, TSecond second) => Task.FromResult($"{first}-{second}");
}

public interface INamedGrain : IGrainWithStringKey
{
    Task<string> Which();
}

[GrainType("conformance-one")]
public sealed class OneNamedGrain : Grain, INamedGrain
{
    public Task<string> Which() => Task.FromResult("one");
}

[GrainType("conformance-two")]
public sealed class TwoNamedGrain : Grain, INamedGrain
{
    public Task<string> Which() => Task.FromResult("two");
}

public sealed class KeyTests(DefaultEngine engine)
{
    private readonly IGrainFactory _grains = engine.Grains;

    [Theory, InlineData("plain"), InlineData("with/slash"), InlineData("with space"), InlineData("ünïcödé ✓"), InlineData("a+b|c#d")]
    public async Task A_string_key_is_seen_by_the_grain(string key) => (await _grains.GetGrain<IStringKeyGrain>(key).Key()).ShouldBe(key);

    [Theory, InlineData(0L), InlineData(1L), InlineData(-1L), InlineData(long.MaxValue), InlineData(long.MinValue)]
    public async Task An_integer_key_is_seen_by_the_grain(long key) => (await _grains.GetGrain<IIntegerKeyGrain>(key).Key()).ShouldBe($"{key}");

    [Fact]
    public async Task A_guid_key_is_seen_by_the_grain()
    {
        var key = TestIds.NextGuid();
        (await _grains.GetGrain<IGuidKeyGrain>(key).Key()).ShouldBe($"{key}");
        (await _grains.GetGrain<IGuidKeyGrain>(Guid.Empty).Key()).ShouldBe($"{Guid.Empty}");
    }

    [Fact]
    public async Task Compound_keys_are_seen_by_the_grain()
    {
        var key = TestIds.NextGuid();
        (await _grains.GetGrain<IGuidCompoundKeyGrain>(key, "part").Key()).ShouldBe($"{key} and part");
        (await _grains.GetGrain<IIntegerCompoundKeyGrain>(-5, "part").Key()).ShouldBe("-5 and part");
    }

    [Fact]
    public void The_key_is_read_from_a_reference_too()
    {
        var key = TestIds.NextGuid();
        _grains.GetGrain<IIntegerKeyGrain>(42).GetPrimaryKeyLong().ShouldBe(42);
        _grains.GetGrain<IGuidKeyGrain>(key).GetPrimaryKey().ShouldBe(key);
        _grains.GetGrain<IStringKeyGrain>("name").GetPrimaryKeyString().ShouldBe("name");
        _grains.GetGrain<IGuidCompoundKeyGrain>(key, "part").GetPrimaryKey(out var extension).ShouldBe(key);
        extension.ShouldBe("part");
    }

    [Fact]
    public void An_empty_string_is_no_key()
    {
        Should.Throw<ArgumentException>(() => _grains.GetGrain<IStringKeyGrain>(""));
        Should.Throw<ArgumentException>(() => _grains.GetGrain<IStringKeyGrain>(" "));
        Should.Throw<ArgumentException>(() => _grains.GetGrain<IStringKeyGrain>(null!));
    }

    [Fact]
    public async Task A_generic_grain_interface_has_grains_of_its_own_per_type()
    {
        var key = TestIds.Key();
        await _grains.GetGrain<IBoxGrain<int>>(key).Put(7);
        await _grains.GetGrain<IBoxGrain<string>>(key).Put("seven");
        (await _grains.GetGrain<IBoxGrain<int>>(key).Take()).ShouldBe(7);
        (await _grains.GetGrain<IBoxGrain<string>>(key).Take()).ShouldBe("seven");
        (await _grains.GetGrain<IBoxGrain<Letter>>(key).TypeName()).ShouldBe(nameof(Letter));
    }

    [Fact]
    public async Task A_generic_grain_interface_may_have_several_type_parameters() =>
        (await _grains.GetGrain<IPairGrain<string, long>>(1).Join("a", 2)).ShouldBe("a-2");

    [Fact]
    public async Task A_prefix_of_the_class_name_chooses_among_implementations()
    {
        var key = TestIds.Key();
        (await _grains.GetGrain<INamedGrain>(key, typeof(OneNamedGrain).FullName).Which()).ShouldBe("one");
        (await _grains.GetGrain<INamedGrain>(key, typeof(TwoNamedGrain).FullName).Which()).ShouldBe("two");
    }

    [Fact]
    public void Without_a_prefix_several_implementations_are_an_error()
    {
        var error = Should.Throw<ArgumentException>(() => _grains.GetGrain<INamedGrain>("any"));
        error.Message.ShouldContain(nameof(INamedGrain));
    }

    [Fact]
    public void An_interface_that_no_class_implements_is_an_error()
    {
        var error = Should.Throw<ArgumentException>(() => _grains.GetGrain<INobodysGrain>("any"));
        error.Message.ShouldContain(nameof(INobodysGrain));
    }

    [Fact]
    public void GrainType_names_the_type_of_the_identity() =>
        _grains.GetGrain<INamedGrain>("key", typeof(OneNamedGrain).FullName).GetGrainId().Type.ToString().ShouldBe("conformance-one");

    [Fact]
    public void A_class_without_GrainType_is_named_by_convention() =>
        _grains.GetGrain<IStringKeyGrain>("key").GetGrainId().ToString().ShouldBe("stringkey/key");
}

public interface INobodysGrain : IGrainWithStringKey
{
    Task Never();
}
