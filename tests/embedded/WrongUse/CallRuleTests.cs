using Genesis.Tests.Embedded.Fixture;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Genesis.Tests.Embedded.WrongUse;

/// <summary>Wrong use that shows at a call: the caller gets an error that names the rule and the fix, and the grain works on.</summary>
public sealed class CallRuleTests : IAsyncLifetime
{
    private TestSilo? _silo;

    private ILooseGrain Grain => _silo!.Grains.GetGrain<ILooseGrain>("loose");

    public async ValueTask InitializeAsync() => _silo = await TestSilo.Start(static silo => silo.AddMemoryStreams("events").AddMemoryGrainStorage("PubSubStore"));

    public ValueTask DisposeAsync() => _silo!.DisposeAsync();

    [Fact]
    public Task A_mutable_value_in_a_parameter_of_type_object() =>
        Refused<InvalidOperationException>(() => Grain.PutAnything(new MutableThing()), "MutableThing", "[GenerateSerializer, Immutable]", "[RegisterCopier]");

    [Fact]
    public Task A_mutable_value_as_a_result_of_type_object() =>
        Refused<InvalidOperationException>(() => Grain.TakeAnything(), "MutableThing", "[GenerateSerializer, Immutable]");

    [Fact]
    public async Task A_parameter_marked_immutable_is_passed_as_it_is() => await Grain.PutMarked(new MutableThing());

    [Fact]
    public async Task Immutable_values_pass_in_a_parameter_of_type_object()
    {
        await Grain.PutAnything("text");
        await Grain.PutAnything(5);
        await Grain.PutAnything(new List<string> { "copied" });
    }

    [Fact]
    public Task A_method_that_returns_null_instead_of_a_task() =>
        Refused<InvalidOperationException>(() => Grain.ReturnNull(), "ILooseGrain.ReturnNull returned null instead of a task", "Task.CompletedTask");

    [Fact]
    public Task An_observer_that_is_no_reference() =>
        Refused<NotSupportedException>(() => Grain.PassObserver(new LooseObserver()), "LooseObserver", "CreateObjectReference");

    [Fact]
    public Task A_timer_registered_in_Task_Run() => Refused<InvalidOperationException>(
        () => _silo!.Grains.GetGrain<IOffTurnGrain>("x").TimerElsewhere(), "offturn/x", "outside the grain's turn", "Register it on a turn");

    [Fact]
    public Task The_grain_factory_used_in_Task_Run() => Refused<InvalidOperationException>(
        () => _silo!.Grains.GetGrain<IOffTurnGrain>("x").FactoryElsewhere(), "on the grain's own turns only", "Fetch it before");

    [Fact]
    public Task A_grain_class_without_a_public_constructor() => Refused<InvalidOperationException>(
        () => _silo!.Grains.GetGrain<IWithoutConstructorGrain>("x").Ping(), "WithoutConstructorGrain has no public constructor");

    [Fact]
    public Task A_MayInterleave_predicate_that_is_not_there() => Refused<InvalidOperationException>(
        () => _silo!.Grains.GetGrain<IWithoutPredicateGrain>("x").Ping(), "[MayInterleave(\"Missing\")] needs a method bool Missing(IInvokable request)");

    [Fact]
    public Task A_constructor_parameter_that_is_not_registered() => Refused<InvalidOperationException>(
        () => _silo!.Grains.GetGrain<IMissingServiceGrain>("x").Ping(), "LooseObserver", "MissingServiceGrain");

    [Fact]
    public void A_grain_made_with_new_has_no_identity()
    {
        var error = Should.Throw<ArgumentException>(() => WithoutConstructorGrain.Make().GetPrimaryKeyString());
        error.Message.ShouldContain("made with 'new'");
    }

    [Fact]
    public void An_unknown_stream_provider()
    {
        var error = Should.Throw<Exception>(() => _silo!.Grains.GetStreamProvider("evnets"));
        error.Message.ShouldContain("'evnets'");
        error.Message.ShouldContain("events");
    }

    [Fact]
    public async Task A_call_before_the_silo_has_started()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleans(static _ => { });
        using var host = builder.Build();
        var grain = host.Services.GetRequiredService<IGrainFactory>().GetGrain<ILooseGrain>("x");
        await Refused<SiloUnavailableException>(() => grain.PutAnything("text"), "has not started yet", "ILooseGrain.PutAnything");
    }

    [Fact]
    public async Task A_call_after_the_silo_has_stopped()
    {
        var grain = Grain;
        await _silo!.Stop();
        await Refused<SiloUnavailableException>(() => grain.PutAnything("text"), "has stopped", "ILooseGrain.PutAnything");
    }

    private static async Task Refused<T>(Func<Task> call, params string[] parts) where T : Exception
    {
        var error = await Should.ThrowAsync<T>(async () => await call());
        foreach (var part in parts) error.Message.ShouldContain(part);
    }
}
