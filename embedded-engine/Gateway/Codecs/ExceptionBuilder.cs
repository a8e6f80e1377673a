using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using Orleans.Serialization;

namespace Genesis.Embedded.Gateway.Codecs;

/// <summary>
/// Builds exceptions from their type's name and their message. Only types of assemblies that are loaded already, that derive from
/// Exception and can be made from a message, or are marked as messages: a name makes nothing be loaded.
/// </summary>
internal static class ExceptionBuilder
{
    private const int MostNames = 1000;

    private static readonly ConcurrentDictionary<string, Func<string, Exception?, Exception>> Makers = new();

    public static Exception Build(string typeName, string message, Exception[] inner)
    {
        if (typeName == typeof(AggregateException).FullName) return new AggregateException(message, inner);
        var cause = inner.FirstOrDefault();
        if (MakerOf(typeName) is not { } make) return UnavailableExceptionFallbackException.For(typeName, message, cause);
        try
        {
            var exception = make(message, cause);
            // Some constructors take the string for something else than the message, or add to it.
            ExceptionWire.RawMessage(exception) = message;
            ExceptionWire.RawInner(exception) = cause;
            return exception;
        }
        catch (Exception)
        {
            // A constructor that throws has decided that this exception cannot be built here.
            return UnavailableExceptionFallbackException.For(typeName, message, cause);
        }
    }

    private static Func<string, Exception?, Exception>? MakerOf(string typeName)
    {
        if (Makers.TryGetValue(typeName, out var known)) return known;
        if (Makers.Count >= MostNames || Find(typeName) is not { } type || Choose(type) is not { } make) return null;
        return Makers[typeName] = make;
    }

    private static Type? Find(string name)
    {
        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
            if (!assembly.IsDynamic && assembly.GetType(name, throwOnError: false) is { ContainsGenericParameters: false, IsAbstract: false } type && typeof(Exception).IsAssignableFrom(type))
                return type;
        return null;
    }

    private static Func<string, Exception?, Exception>? Choose(Type type)
    {
        if (WireTypes.IsMarked(type)) return (_, _) => (Exception)RuntimeHelpers.GetUninitializedObject(type);
        if (type.GetConstructor([typeof(string), typeof(Exception)]) is { } both) return (message, cause) => (Exception)Invoke(both, [message, cause]);
        return type.GetConstructor([typeof(string)]) is { } one ? (message, _) => (Exception)Invoke(one, [message]) : null;
    }

    private static object Invoke(ConstructorInfo constructor, object?[] arguments) => constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, arguments, null);
}

/// <summary>The [Id] members of exceptions whose types are marked.</summary>
internal abstract class ExceptionMembers
{
    private static readonly ConcurrentDictionary<Type, ExceptionMembers?> Known = new();

    public static ExceptionMembers? Of(Type type) => Known.GetOrAdd(type, static type => WireTypes.IsMarked(type)
        ? (ExceptionMembers)Activator.CreateInstance(typeof(ExceptionMembers<>).MakeGenericType(type))!
        : null);

    public abstract void Write(WireWriter writer, Exception exception);

    public abstract void Read(WireReader reader, Exception exception);
}

/// <summary>The [Id] members of one type of exception.</summary>
internal sealed class ExceptionMembers<T> : ExceptionMembers where T : Exception
{
    private readonly ObjectCodec<T> _codec = new();

    public override void Write(WireWriter writer, Exception exception)
    {
        var typed = (T)exception;
        _codec.WriteMembers(writer, ref typed);
    }

    public override void Read(WireReader reader, Exception exception)
    {
        var typed = (T)exception;
        _codec.ReadMembers(reader, ref typed);
    }
}
