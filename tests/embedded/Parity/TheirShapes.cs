#pragma warning disable CA1051, CA1716, CA1816 // The shapes are deliberately odd.
namespace Genesis.Tests.Embedded.Parity;

/// <summary>The other side of <see cref="OurShapes"/>.</summary>
public static class TheirShapes
{
    public delegate int DelegateParameterName(int amount);

    public enum EnumValue
    {
        None = 0,
        Some = 2,
    }

    public interface ITypeParameterName<TTheirs>;

    public interface IVariance<out T>;

    public interface IDefaultMember
    {
        void Run() => _ = this;
    }

    public interface ILeftOut : IDisposable
    {
        void Run();

        void Stop();
    }

    [AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
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

    public sealed class Sealed;

    public readonly struct ReadOnlyStruct;

    public class BaseType : StringWriter;

    public class Interface
    {
        public void Dispose() => GC.SuppressFinalize(this);
    }

    public class Constraint<T>
        where T : struct;

    public class ExtraMember;

    public class OverriddenObjectMember;

    public class ConstructorAccess
    {
        protected ConstructorAccess(int number) => _ = number;
    }

    public class ParameterName
    {
        public void Run(int theirs) => _ = theirs;
    }

    public class ParameterType
    {
        public void Run(long number) => _ = number;
    }

    public class ParameterModifier
    {
        public void Run(out int number) => number = 1;
    }

    public class ParameterDefault
    {
        public void Run(int number = 2) => _ = number;
    }

    public class ParameterNullability
    {
        public void Run(IEnumerable<string> texts) => _ = texts;
    }

    public class ReturnType
    {
        public long Run() => 0;
    }

    public class MethodTypeParameters
    {
        public T? Run<T>()
            where T : class => default;
    }

    public class Virtual
    {
        public virtual void Run() => _ = this;
    }

    public class Static
    {
        public static void Run() => _ = 0;
    }

    public class PropertyType
    {
        public long Value { get; }
    }

    public class PropertySetter
    {
        public int Value { get; }
    }

    public class PropertyInit
    {
        public int Value { get; init; }
    }

    public class RequiredProperty
    {
        public required int Value { get; set; }
    }

    public class FieldModifiers
    {
        public readonly int Value;
    }

    public class Constant
    {
        public const int Value = 2;
    }
}
