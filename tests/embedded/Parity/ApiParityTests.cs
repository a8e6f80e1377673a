namespace Genesis.Tests.Embedded.Parity;

/// <summary>What the embedded engine offers under Orleans' names is what Orleans offers under them.</summary>
public class ApiParityTests
{
    private const string OwnNamespace = "Genesis.";

    private static readonly AssemblyShapes Ours = AssemblyShapes.Load(typeof(Orleans.IGrain).Assembly.Location);

    /// <summary>Interfaces that applications implement: with a member less here, code that compiles here would not compile on Orleans.</summary>
    private static readonly string[] ImplementedByUsers =
    [
        "Orleans.Core.IStorage",
        "Orleans.Core.IStorage`1",
        "Orleans.IConfigurationValidator",
        "Orleans.IGrain",
        "Orleans.IGrainBase",
        "Orleans.IGrainCallContext",
        "Orleans.IGrainFactory",
        "Orleans.IGrainObserver",
        "Orleans.IGrainWithGuidCompoundKey",
        "Orleans.IGrainWithGuidKey",
        "Orleans.IGrainWithIntegerCompoundKey",
        "Orleans.IGrainWithIntegerKey",
        "Orleans.IGrainWithStringKey",
        "Orleans.IIncomingGrainCallContext",
        "Orleans.IIncomingGrainCallFilter",
        "Orleans.ILifecycleObservable",
        "Orleans.ILifecycleObserver",
        "Orleans.ILifecycleParticipant`1",
        "Orleans.ILifecycleSubject",
        "Orleans.IOutgoingGrainCallContext",
        "Orleans.IOutgoingGrainCallFilter",
        "Orleans.Metadata.IGrainTypeProviderAttribute",
        "Orleans.Runtime.IAddressable",
        "Orleans.Runtime.IGrainContextAccessor",
        "Orleans.Runtime.IGrainRuntime",
        "Orleans.Runtime.IGrainTimer",
        "Orleans.Runtime.IWorkItemScheduler",
    ];

    private static IEnumerable<TypeShape> OrleansTypes =>
        Ours.Types.Values.Where(type => !type.Name.StartsWith(OwnNamespace, StringComparison.Ordinal));

    [Fact]
    public void The_genuine_assemblies_are_there_to_compare_with()
    {
        GenuineOrleans.Assemblies.Select(assembly => assembly.Name)
            .ShouldBe(["Orleans.Core.Abstractions", "Orleans.Persistence.AdoNet", "Orleans.TestingHost"]);
        OrleansTypes.Count(type => GenuineOrleans.Find(type.Name) is not null).ShouldBeGreaterThan(50);
    }

    [Fact]
    public void Types_that_genuine_assemblies_define_have_the_same_shape() =>
        ShouldBeNone(
            OrleansTypes.SelectMany(ours => GenuineOrleans.Find(ours.Name) is { } theirs ? ShapeComparer.Compare(ours, theirs) : []),
            "differ from Orleans. Change them, or make them internal.");

    [Fact]
    public void Types_that_no_genuine_assembly_defines_are_listed() =>
        ShouldBeNone(
            OrleansTypes.Select(type => type.Name)
                .Where(name => GenuineOrleans.Find(name) is null && !AbsentTypes.Assemblies.ContainsKey(name)),
            $"are not in a downloaded assembly of Orleans. If Orleans has them, list them in {nameof(AbsentTypes)}; if not, they must not be public here.");

    [Fact]
    public void Listed_types_are_ours_and_cannot_be_compared() =>
        ShouldBeNone(
            AbsentTypes.Assemblies.Keys.Where(name => !Ours.Types.ContainsKey(name) || GenuineOrleans.Find(name) is not null),
            $"are no types of ours, or are in a downloaded assembly. Take them out of {nameof(AbsentTypes)}.");

    [Fact]
    public void Listed_types_are_in_the_assembly_where_genuine_assemblies_look_for_them() =>
        ShouldBeNone(
            from assembly in GenuineOrleans.Assemblies
            from listed in AbsentTypes.Assemblies
            let their = assembly.References.GetValueOrDefault(listed.Key, listed.Value)
            where their != listed.Value
            select new Difference(listed.Key, "", "assembly", listed.Value, their),
            $"are listed in {nameof(AbsentTypes)} with the wrong assembly.");

    [Fact]
    public void Interfaces_that_users_implement_are_complete() =>
        ShouldBeNone(
            ImplementedByUsers.SelectMany(name =>
            {
                var theirs = GenuineOrleans.Find(name);
                theirs.ShouldNotBeNull($"{name} is not in a downloaded assembly: take it off the list.");
                return ShapeComparer.Missing(Ours.Types[name], theirs);
            }),
            "are not complete.");

    private static void ShouldBeNone<T>(IEnumerable<T> found, string problem)
    {
        var lines = found.Select(item => item!.ToString()!).Order(StringComparer.Ordinal).ToList();
        lines.ShouldBeEmpty($"These {problem}{Environment.NewLine}{string.Join(Environment.NewLine, lines)}");
    }
}
