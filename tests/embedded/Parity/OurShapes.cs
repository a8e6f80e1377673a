#pragma warning disable CA1051, CA1716, CA1816 // The shapes are deliberately odd.
namespace Genesis.Tests.Embedded.Parity;

/// <summary>Shapes for the comparer's tests: each differs from its namesake in <see cref="TheirShapes"/> in the one way that its name says.</summary>
public static class OurShapes
{
    public delegate int DelegateParameterName(int number);

    public enum EnumValue
    {
        None = 0,
        Some = 1,
    }

    public interface ITypeParameterName<TOurs>;

    public interface IVariance<T>;

    public interface IDefaultMember
    {
        void Run();
    }

    public interface ILeftOut
    {
        void Run();
    }

    [AttributeUsage(AttributeTargets.Class)]
    public sealed class UsageAttribute : Attribute;

    public class Same<T> : IProgress<T>
        where T : class, new()
    {
        public const string Name = "same";
        protected readonly int Field;

        protected Same(int field) => Field = field;

        public required string? Required { get; init; }

        public virtual T? Get(IReadOnlyDictionary<string, T?> values, in int index, out string? error, params string[] rest)
        {
            error = null;
            return default;
        }

        public void Report(T value) => _ = Field;
    }

    public class Sealed;

    public struct ReadOnlyStruct;

    public class BaseType : MemoryStream;

    public class Interface : IDisposable
    {
        public void Dispose() => GC.SuppressFinalize(this);
    }

    public class Constraint<T>
        where T : class;

    public class ExtraMember
    {
        public void Run() => _ = this;
    }

    public class OverriddenObjectMember
    {
        public override string ToString() => "";
    }

    public class ConstructorAccess
    {
        public ConstructorAccess(int number) => _ = number;
    }

    public class ParameterName
    {
        public void Run(int ours) => _ = ours;
    }

    public class ParameterType
    {
        public void Run(int number) => _ = number;
    }

    public class ParameterModifier
    {
        public void Run(ref int number) => number = 1;
    }

    public class ParameterDefault
    {
        public void Run(int number = 1) => _ = number;
    }

    public class ParameterNullability
    {
        public void Run(IEnumerable<string?> texts) => _ = texts;
    }

    public class ReturnType
    {
        public int Run() => 0;
    }

    public class MethodTypeParameters
    {
        public T? Run<T>() => default;
    }

    public class Virtual
    {
        public void Run() => _ = this;
    }

    public class Static
    {
        public void Run() => _ = this;
    }

    public class PropertyType
    {
        public int Value { get; }
    }

    public class PropertySetter
    {
        public int Value { get; set; }
    }

    public class PropertyInit
    {
        public int Value { get; set; }
    }

    public class RequiredProperty
    {
        public int Value { get; set; }
    }

    public class FieldModifiers
    {
        public int Value;
    }

    public class Constant
    {
        public const int Value = 1;
    }
}
