using Genesis.Embedded.Hosting;
using Genesis.Tests.Embedded.Fixture;
using Orleans;
using Orleans.Configuration;

namespace Genesis.Tests.Embedded.WrongUse;

public interface ITwiceGrain : IGrainWithStringKey
{
    Task Ping();
}

public sealed class FirstOfTwiceGrain : Grain, ITwiceGrain
{
    public Task Ping() => Task.CompletedTask;
}

public sealed class SecondOfTwiceGrain : Grain, ITwiceGrain
{
    public Task Ping() => Task.CompletedTask;
}

public interface INobodysGrain : IGrainWithStringKey
{
    Task Ping();
}

public sealed class GrainClassRuleTests
{
    [Fact]
    public async Task Two_classes_of_one_interface_are_named_with_the_ways_to_choose()
    {
        await using var silo = await TestSilo.Start();
        var error = Should.Throw<ArgumentException>(() => silo.Grains.GetGrain<ITwiceGrain>("x"));
        error.Message.ShouldContain(typeof(FirstOfTwiceGrain).FullName!);
        error.Message.ShouldContain(typeof(SecondOfTwiceGrain).FullName!);
        error.Message.ShouldContain("grainClassNamePrefix");
        error.Message.ShouldContain("[DefaultGrainType]");
        await silo.Grains.GetGrain<ITwiceGrain>("x", typeof(FirstOfTwiceGrain).FullName).Ping();
    }

    [Fact]
    public async Task An_interface_without_a_class_is_told_what_to_write()
    {
        await using var silo = await TestSilo.Start();
        var error = Should.Throw<ArgumentException>(() => silo.Grains.GetGrain<INobodysGrain>("x"));
        error.Message.ShouldContain("INobodysGrain");
        error.Message.ShouldContain("derives from Grain");
    }

    [Fact]
    public void Two_classes_of_one_name_are_told_how_to_differ()
    {
        var error = Should.Throw<InvalidOperationException>(() =>
            new GrainTypes([typeof(Here.SameGrain), typeof(There.SameGrain)], new GrainCollectionOptions(), static _ => null, EmptyServices.Instance));
        error.Message.ShouldContain("same type name 'same'");
        error.Message.ShouldContain("[GrainType(");
    }

    private static class Here
    {
        public abstract class SameGrain : Grain;
    }

    private static class There
    {
        public abstract class SameGrain : Grain;
    }

    private sealed class EmptyServices : IServiceProvider
    {
        public static readonly EmptyServices Instance = new();

        public object? GetService(Type serviceType) => null;
    }
}
