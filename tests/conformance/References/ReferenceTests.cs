namespace Genesis.Tests.Conformance.References;

[GenerateSerializer, Immutable, Alias("Genesis.Tests.Conformance.Letter")]
public sealed record Letter([property: Id(0)] string Text, [property: Id(1)] INodeGrain From);

public interface INodeGrain : IGrainWithStringKey
{
    Task<string> Name();

    Task<INodeGrain> Self();

    Task<INodeGrain> SelfAsThis();

    Task<string> NameOf(INodeGrain other);

    Task<string[]> NamesOf(List<INodeGrain> others);

    Task<string> IntroduceTo(INodeGrain other);

    Task<string> IntroduceAsThis(INodeGrain other);

    Task<string> Read(Letter letter);

    Task<Letter> Write(string text);

    Task Remember(INodeGrain other);

    Task<string> NameOfRemembered();

    /// <summary>Whether the grain's own factory makes the same reference.</summary>
    Task<bool> FactoryAgrees(INodeGrain other);
}

public interface ISecondFaceGrain : IGrainWithStringKey
{
    Task<string> Second();
}

public interface IUnrelatedGrain : IGrainWithStringKey
{
    Task<string> Unrelated();
}

public sealed class UnrelatedGrain : Grain, IUnrelatedGrain
{
    public Task<string> Unrelated() => Task.FromResult("unrelated");
}

public sealed class NodeGrain : Grain, INodeGrain, ISecondFaceGrain
{
    private INodeGrain? _remembered;

    public Task<string> Name() => Task.FromResult(this.GetPrimaryKeyString());

    public Task<INodeGrain> Self() => Task.FromResult(this.AsReference<INodeGrain>());

    public Task<INodeGrain> SelfAsThis() => Task.FromResult<INodeGrain>(this);

    public Task<string> NameOf(INodeGrain other) => other.Name();

    public async Task<string[]> NamesOf(List<INodeGrain> others) => await Task.WhenAll(others.Select(static other => other.Name()));

    public async Task<string> IntroduceTo(INodeGrain other)
    {
        using (RequestContext.AllowCallChainReentrancy()) return await other.NameOf(this.AsReference<INodeGrain>());
    }

    public async Task<string> IntroduceAsThis(INodeGrain other)
    {
        using (RequestContext.AllowCallChainReentrancy()) return await other.NameOf(this);
    }

    public Task<string> Read(Letter letter) => letter.From.Name();

    public Task<Letter> Write(string text) => Task.FromResult(new Letter(text, this.AsReference<INodeGrain>()));

    public Task Remember(INodeGrain other)
    {
        _remembered = other;
        return Task.CompletedTask;
    }

    public Task<string> NameOfRemembered() => _remembered!.Name();

    public Task<bool> FactoryAgrees(INodeGrain other) => Task.FromResult(GrainFactory.GetGrain<INodeGrain>(other.GetPrimaryKeyString()).Equals(other));

    public Task<string> Second() => Task.FromResult($"second face of {this.GetPrimaryKeyString()}");
}

public sealed class ReferenceTests(DefaultEngine engine)
{
    private readonly string _key = TestIds.Key();
    private readonly string _otherKey = TestIds.Key();

    private INodeGrain Grain => engine.Grains.GetGrain<INodeGrain>(_key);

    private INodeGrain Other => engine.Grains.GetGrain<INodeGrain>(_otherKey);

    [Fact]
    public async Task A_reference_is_an_argument() => (await Grain.NameOf(Other)).ShouldBe(_otherKey);

    [Fact]
    public async Task References_are_elements_of_a_list() => (await Grain.NamesOf([Other, Other])).ShouldBe([_otherKey, _otherKey]);

    [Fact]
    public async Task A_reference_is_a_result()
    {
        var self = await Grain.Self();
        self.ShouldBe(Grain);
        (await self.Name()).ShouldBe(_key);
    }

    [Fact]
    public async Task A_grain_passes_itself_by_AsReference() => (await Grain.IntroduceTo(Other)).ShouldBe(_key);

    [Fact]
    public async Task A_grain_that_passes_this_passes_a_reference() => (await Grain.IntroduceAsThis(Other)).ShouldBe(_key);

    [Fact]
    public async Task A_grain_that_returns_this_returns_a_reference()
    {
        var self = await Grain.SelfAsThis();
        self.ShouldBeAssignableTo<GrainReference>();
        (await self.Name()).ShouldBe(_key);
    }

    [Fact]
    public async Task References_travel_inside_messages()
    {
        (await Grain.Read(new Letter("hello", Other))).ShouldBe(_otherKey);
        var letter = await Grain.Write("hello");
        letter.ShouldBe(new Letter("hello", Grain));
    }

    [Fact]
    public async Task References_are_kept_in_the_state_of_a_grain()
    {
        await Grain.Remember(Other);
        (await Grain.NameOfRemembered()).ShouldBe(_otherKey);
    }

    [Fact]
    public async Task References_to_one_grain_are_equal_wherever_they_come_from()
    {
        Grain.ShouldBe(engine.Grains.GetGrain<INodeGrain>(_key));
        Grain.GetHashCode().ShouldBe(engine.Grains.GetGrain<INodeGrain>(_key).GetHashCode());
        Grain.ShouldNotBe(Other);
        (await Other.FactoryAgrees(Grain)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_reference_casts_to_another_interface_of_the_grain()
    {
        (await Grain.AsReference<ISecondFaceGrain>().Second()).ShouldBe($"second face of {_key}");
        (await Grain.Cast<ISecondFaceGrain>().Second()).ShouldBe($"second face of {_key}");
        (await Grain.AsReference<ISecondFaceGrain>().AsReference<INodeGrain>().Name()).ShouldBe(_key);
    }

    [Fact]
    public async Task Casting_to_an_interface_that_the_grain_lacks_fails_at_the_call()
    {
        var wrong = Grain.AsReference<IUnrelatedGrain>();
        await Should.ThrowAsync<Exception>(() => wrong.Unrelated().InTime("the failure of an impossible call"));
    }

    [Fact]
    public async Task A_grain_is_found_by_its_identity()
    {
        (await engine.Grains.GetGrain<INodeGrain>(Grain.GetGrainId()).Name()).ShouldBe(_key);
        (await engine.Grains.GetGrain(Grain.GetGrainId()).AsReference<INodeGrain>().Name()).ShouldBe(_key);
    }
}
