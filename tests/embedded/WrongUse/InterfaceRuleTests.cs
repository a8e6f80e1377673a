using Genesis.Tests.Embedded.Fixture;
using Orleans;

namespace Genesis.Tests.Embedded.WrongUse;

/// <summary>Interfaces that break a rule: the message names the method, the rule and the fix, when the first reference is made.</summary>
public sealed class InterfaceRuleTests : IAsyncLifetime
{
    private TestSilo? _silo;

    private IGrainFactory Grains => _silo!.Grains;

    public async ValueTask InitializeAsync() => _silo = await TestSilo.Start();

    public ValueTask DisposeAsync() => _silo!.DisposeAsync();

    [Fact]
    public void A_mutable_argument() => Refused<IMutableArgumentGrain>(
        "IMutableArgumentGrain.Put: parameter thing", "MutableThing", "caller and grain would share it", "[GenerateSerializer, Immutable]", "[Immutable]", "[RegisterCopier]");

    [Fact]
    public void A_mutable_element_of_a_list() => Refused<IMutableElementGrain>("IMutableElementGrain.Put: parameter things", "MutableThing");

    [Fact]
    public void A_mutable_field_of_a_struct() => Refused<IMutableFieldGrain>("IMutableFieldGrain.Put: parameter thing", "StructWithMutable");

    [Fact]
    public void A_delegate() => Refused<IDelegateArgumentGrain>("IDelegateArgumentGrain.Apply: parameter compute");

    [Fact]
    public void A_mutable_result() => Refused<IMutableResultGrain>("IMutableResultGrain.Take: the result", "MutableThing", "[GenerateSerializer, Immutable]");

    [Fact]
    public void A_method_that_returns_no_task() => Refused<ISynchronousGrain>("ISynchronousGrain.Count returns", "must return Task, Task<T>, ValueTask or ValueTask<T>");

    [Fact]
    public void A_void_method_that_is_no_notification() => Refused<IVoidGrain>("IVoidGrain.Notify", "method of an observer or marked [OneWay]");

    [Fact]
    public void An_argument_by_reference() => Refused<IRefArgumentGrain>("IRefArgumentGrain.Swap: parameter value", "return the value instead");

    [Fact]
    public void A_property() => Refused<IPropertyGrain>("IPropertyGrain.Value is a property", "make it a method that returns a task");

    [Fact]
    public void Several_cancellation_tokens() => Refused<ITwoTokensGrain>("ITwoTokensGrain.Wait takes several CancellationTokens");

    [Fact]
    public void All_faults_of_an_interface_are_told_at_once() => Refused<IManyFaultsGrain>("IManyFaultsGrain.First", "IManyFaultsGrain.Second");

    [Fact]
    public void Something_that_is_no_grain_interface()
    {
        var error = Should.Throw<ArgumentException>(() => Grains.GetGrain(typeof(IDisposable), "key"));
        error.Message.ShouldContain("IDisposable");
    }

    private void Refused<T>(params string[] parts) where T : IGrainWithStringKey
    {
        var error = Should.Throw<InvalidOperationException>(() => Grains.GetGrain<T>("key"));
        foreach (var part in parts) error.Message.ShouldContain(part);
    }
}
