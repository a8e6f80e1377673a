namespace Genesis.Tests.Embedded.Parity;

/// <summary>The parity test can fail: the comparer sees every kind of difference, and no other.</summary>
public class ShapeComparerTests
{
    private static readonly AssemblyShapes Shapes = AssemblyShapes.Load(typeof(ShapeComparerTests).Assembly.Location);

    [Theory]
    [InlineData("BaseType", "base type")]
    [InlineData("Constant", "value")]
    [InlineData("Constraint`1", "type parameters")]
    [InlineData("ConstructorAccess", "access")]
    [InlineData("DelegateParameterName", "parameters")]
    [InlineData("EnumValue", "value")]
    [InlineData("ExtraMember", "member")]
    [InlineData("FieldModifiers", "modifiers")]
    [InlineData("IDefaultMember", "dispatch")]
    [InlineData("ITypeParameterName`1", "type parameters")]
    [InlineData("IVariance`1", "type parameters")]
    [InlineData("Interface", "implements")]
    [InlineData("MethodTypeParameters", "type parameters")]
    [InlineData("ParameterDefault", "parameters")]
    [InlineData("ParameterModifier", "parameters")]
    [InlineData("ParameterName", "parameters")]
    [InlineData("ParameterNullability", "parameters")]
    [InlineData("ParameterType", "member")]
    [InlineData("PropertyInit", "accessors")]
    [InlineData("PropertySetter", "accessors")]
    [InlineData("PropertyType", "type")]
    [InlineData("ReadOnlyStruct", "kind")]
    [InlineData("RequiredProperty", "required")]
    [InlineData("ReturnType", "returns")]
    [InlineData("Sealed", "kind")]
    [InlineData("Static", "dispatch")]
    [InlineData("UsageAttribute", "attribute usage")]
    [InlineData("Virtual", "dispatch")]
    public void A_difference_is_seen_once(string shape, string aspect) =>
        Compare(shape, ShapeComparer.Compare).ShouldHaveSingleItem().Aspect.ShouldBe(aspect);

    [Theory]
    [InlineData("Same`1")]
    [InlineData("OverriddenObjectMember")]
    [InlineData("ILeftOut")]
    public void What_is_the_same_or_left_out_is_no_difference(string shape) => Compare(shape, ShapeComparer.Compare).ShouldBeEmpty();

    [Fact]
    public void What_an_interface_leaves_out_is_missing() =>
        Compare("ILeftOut", ShapeComparer.Missing).Select(difference => difference.ToString()).ShouldBe(
        [
            $"{Name(nameof(OurShapes), "ILeftOut")} | Stop() | member | ours: (absent) | theirs: present",
            $"{Name(nameof(OurShapes), "ILeftOut")} |  | implements | ours: (absent) | theirs: System.IDisposable",
        ]);

    [Fact]
    public void A_difference_tells_type_member_ours_and_theirs() =>
        Compare("ParameterNullability", ShapeComparer.Compare).ShouldHaveSingleItem().ToString().ShouldBe(
            $"{Name(nameof(OurShapes), "ParameterNullability")} | Run(System.Collections.Generic.IEnumerable`1<System.String>) | parameters"
            + " | ours: System.Collections.Generic.IEnumerable`1<System.String?> texts"
            + " | theirs: System.Collections.Generic.IEnumerable`1<System.String> texts");

    [Fact]
    public void Every_shape_is_compared() =>
        Shapes.Types.Keys.Count(name => name.StartsWith(Name(nameof(OurShapes), ""), StringComparison.Ordinal)).ShouldBe(31);

    private static List<Difference> Compare(string shape, Func<TypeShape, TypeShape, IEnumerable<Difference>> how)
    {
        var theirs = Shapes.Types[Name(nameof(TheirShapes), shape)];
        return [.. how(Shapes.Types[Name(nameof(OurShapes), shape)], theirs)];
    }

    private static string Name(string side, string shape) => $"{typeof(ShapeComparerTests).Namespace}.{side}+{shape}";
}
