using System.Collections.Concurrent;
using System.Reflection;
using Genesis.Embedded.Calls;
using Genesis.Embedded.Hosting;
using Orleans;

namespace Genesis.Embedded.Gateway.Codecs;

/// <summary>Converters to surrogates that users registered with [RegisterConverter].</summary>
internal static class ConverterRegistry
{
    private static readonly ConcurrentDictionary<Type, object> Converters = new();
    private static readonly ConcurrentDictionary<Assembly, bool> Scanned = new();
    private static readonly Lock Gate = new();

    /// <summary>The surrogate of a type, or null when it has none.</summary>
    public static Type? SurrogateOf(Type type)
    {
        Scan(type.Assembly);
        if (Find(type) is not { } found)
        {
            // The converter may live in another assembly than the type.
            foreach (var assembly in GrainAssemblies.FindAssemblies()) Scan(assembly);
            if (Find(type) is not { } later) return null;
            found = later;
        }
        return ConverterFace(found.GetType(), type)!.GetGenericArguments()[1];
    }

    public static IConverter<T, S> Get<T, S>() where S : struct => (IConverter<T, S>)Find(typeof(T))!;

    private static object? Find(Type type)
    {
        if (Converters.TryGetValue(type, out var known)) return known;
        // A generic converter is registered by the definition of its value type and closed for each use.
        if (!type.IsConstructedGenericType || !Converters.TryGetValue(type.GetGenericTypeDefinition(), out var open) || open is not Type definition) return null;
        return Converters[type] = Activator.CreateInstance(definition.MakeGenericType(type.GetGenericArguments()))!;
    }

    private static void Scan(Assembly assembly)
    {
        if (Scanned.ContainsKey(assembly) || !assembly.GetReferencedAssemblies().Any(static name => name.Name == typeof(ConverterRegistry).Assembly.GetName().Name)) return;
        lock (Gate)
        {
            foreach (var type in GrainAssemblies.TypesOf(assembly))
            {
                if (type.IsAbstract || !type.IsDefined(typeof(RegisterConverterAttribute), false)) continue;
                foreach (var face in type.GetInterfaces().Where(static face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IConverter<,>)))
                {
                    var value = face.GetGenericArguments()[0];
                    if (type.IsGenericTypeDefinition) Converters.TryAdd(value.GetGenericTypeDefinition(), type);
                    else Converters.TryAdd(value, CopierRegistry.Create(type));
                }
            }
            Scanned[assembly] = true;
        }
    }

    private static Type? ConverterFace(Type converter, Type value) => Array.Find(
        converter.GetInterfaces(),
        face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IConverter<,>) && face.GetGenericArguments()[0] == value);
}

/// <summary>A value that crosses as its surrogate.</summary>
internal sealed class SurrogateCodec<T, S> : Codec<T> where S : struct
{
    private readonly IConverter<T, S> _converter = ConverterRegistry.Get<T, S>();

    public override WireShape Shape => WireShape.Sized;

    public override void Write(WireWriter writer, T value)
    {
        writer.WriteByte(value is null ? (byte)0 : (byte)1);
        if (value is not null) WireCodec<S>.Write(writer, _converter.ConvertToSurrogate(in value));
    }

    public override T Read(WireReader reader)
    {
        var there = reader.ReadByte();
        if (there > 1) throw new WireFormatException("A value is neither there nor not.");
        if (there == 0) return default!;
        var surrogate = WireCodec<S>.Read(reader);
        try
        {
            return _converter.ConvertFromSurrogate(in surrogate);
        }
        catch (Exception exception)
        {
            throw new WireValueException($"The converter of {Reflect.Name(typeof(T))} refused what came: {exception.Message}", exception);
        }
    }
}
