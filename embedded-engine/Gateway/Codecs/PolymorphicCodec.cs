using System.Collections.Concurrent;
using Genesis.Embedded.Calls;

namespace Genesis.Embedded.Gateway.Codecs;

/// <summary>A value whose type its place does not tell: the name of the type, then the value.</summary>
internal sealed class PolymorphicCodec<T> : Codec<T>
{
    private static readonly bool MayBeItself = typeof(T) is { IsAbstract: false, IsInterface: false } && typeof(T) != typeof(object);

    public override WireShape Shape => WireShape.Sized;

    public override void Write(WireWriter writer, T value)
    {
        if (value is null)
        {
            writer.WriteNull();
            return;
        }
        var type = value.GetType();
        if (MayBeItself && type == typeof(T)) writer.WriteByte(1);
        else writer.WriteType(type, WireTypes.NameOf(type));
        writer.Enter();
        ExactCodecs.Of(type).Write(writer, value);
        writer.Leave();
    }

    public override T Read(WireReader reader)
    {
        if (!reader.ReadType(WireTypes.Find, out var type)) return default!;
        if (type is null && !MayBeItself) throw new WireFormatException($"{Reflect.Name(typeof(T))} is abstract, so its value must name a type.");
        type ??= typeof(T);
        if (!CanBe(type)) throw new WireFormatException($"A value of type {Reflect.Name(type)} stands where a {Reflect.Name(typeof(T))} is expected.");
        reader.Enter();
        var value = ExactCodecs.Of(type).Read(reader);
        reader.Leave();
        return value is T fitting ? fitting : value is null ? default! : throw new WireFormatException($"A value is not a {Reflect.Name(typeof(T))}.");
    }

    private static bool CanBe(Type type) => type != typeof(object) && (type.IsAssignableTo(typeof(T)) || type.IsInterface || type == typeof(Exception));
}

/// <summary>Codecs for values of exactly one type, without a name in front.</summary>
internal static class ExactCodecs
{
    private static readonly ConcurrentDictionary<Type, ICodec> Codecs = new();

    public static ICodec Of(Type type) => Codecs.TryGetValue(type, out var known) ? known : Codecs.GetOrAdd(type, Make);

    private static ICodec Make(Type type)
    {
        if (typeof(Orleans.Runtime.IAddressable).IsAssignableFrom(type)) return WireCodec<Orleans.Runtime.IAddressable>.Codec;
        if (typeof(Exception).IsAssignableFrom(type)) return WireCodec<Exception>.Codec;
        // A marked class that others derive from: its declared codec would ask for a name again.
        if ((WireTypes.IsMarked(type) || TupleCodecs.IsTuple(type)) && type is { IsAbstract: false, IsValueType: false, IsSealed: false } && ConverterRegistry.SurrogateOf(type) is null)
            return (ICodec)Activator.CreateInstance(typeof(ObjectCodec<>).MakeGenericType(type))!;
        if (type.IsAbstract) throw new WireFormatException($"{Reflect.Name(type)} is abstract: no value is of exactly this type.");
        return (ICodec)typeof(WireCodec<>).MakeGenericType(type).GetField(nameof(WireCodec<int>.Codec))!.GetValue(null)!;
    }
}
