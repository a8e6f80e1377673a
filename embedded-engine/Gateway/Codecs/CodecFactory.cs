using System.Reflection;
using System.Runtime.CompilerServices;
using Genesis.Embedded.Calls;
using Orleans.Runtime;

namespace Genesis.Embedded.Gateway.Codecs;

/// <summary>Chooses how values of a type cross. Never throws: a type that cannot cross gets a codec that says why when it is used.</summary>
internal static class CodecFactory
{
    public static Codec<T> Make<T>()
    {
        try
        {
            return Choose<T>();
        }
        catch (Exception exception)
        {
            var cause = exception is TargetInvocationException { InnerException: { } inner } ? inner : exception;
            return new RefusingCodec<T>($"{Reflect.Name(typeof(T))} cannot cross to another process: {cause.Message}");
        }
    }

    private static Codec<T> Choose<T>()
    {
        var type = typeof(T);
        if (PrimitiveCodecs.Get<T>() is { } primitive) return primitive;
        if (type.IsEnum) return Generic<T>(typeof(EnumCodec<>), type);
        if (Nullable.GetUnderlyingType(type) is { } underlying) return Generic<T>(typeof(NullableCodec<>), underlying);
        if (ConverterRegistry.SurrogateOf(type) is { } surrogate) return Generic<T>(typeof(SurrogateCodec<,>), type, surrogate);
        if (typeof(IAddressable).IsAssignableFrom(type)) return Generic<T>(typeof(ReferenceCodec<>), type);
        if (typeof(Exception).IsAssignableFrom(type)) return Generic<T>(typeof(ExceptionCodec<>), type);
        if (CollectionCodecs.Get<T>() is { } collection) return collection;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>)) return Generic<T>(typeof(PairCodec<,>), type.GetGenericArguments());
        if (WireTypes.IsMarked(type) || TupleCodecs.IsTuple(type))
            return type.IsSealed || type.IsValueType ? Generic<T>(typeof(ObjectCodec<>), type) : Generic<T>(typeof(PolymorphicCodec<>), type);
        if (type == typeof(object) || type.IsInterface || type.IsAbstract) return Generic<T>(typeof(PolymorphicCodec<>), type);
        if (JsonCodec.Handles(type)) return Generic<T>(typeof(JsonCodec<>), type);
        return new RefusingCodec<T>(
            $"{Reflect.Name(type)} cannot cross to another process. Mark it [GenerateSerializer] and give its members [Id(n)], or register a converter to a surrogate with [RegisterConverter].");
    }

    private static Codec<T> Generic<T>(Type definition, params Type[] arguments) =>
        (Codec<T>)Activator.CreateInstance(definition.MakeGenericType(arguments))!;
}

/// <summary>An enumeration goes as its number; numbers without a name are allowed, as in C#.</summary>
internal sealed class EnumCodec<T> : Codec<T> where T : struct, Enum
{
    private static readonly bool Signed = Type.GetTypeCode(typeof(T)) is TypeCode.SByte or TypeCode.Int16 or TypeCode.Int32 or TypeCode.Int64;

    public override WireShape Shape => WireShape.Var;

    public override void Write(WireWriter writer, T value) => writer.WriteZigZag(ToNumber(value));

    public override T Read(WireReader reader)
    {
        var number = reader.ReadZigZag();
        T value = default;
        switch (Unsafe.SizeOf<T>())
        {
            case 1:
                Unsafe.As<T, byte>(ref value) = unchecked((byte)number);
                break;
            case 2:
                Unsafe.As<T, ushort>(ref value) = unchecked((ushort)number);
                break;
            case 4:
                Unsafe.As<T, uint>(ref value) = unchecked((uint)number);
                break;
            default:
                Unsafe.As<T, long>(ref value) = number;
                break;
        }
        return ToNumber(value) == number ? value : throw new WireFormatException($"A number is out of range for {typeof(T).Name}.");
    }

    private static long ToNumber(T value) => Unsafe.SizeOf<T>() switch
    {
        1 => Signed ? Unsafe.As<T, sbyte>(ref value) : Unsafe.As<T, byte>(ref value),
        2 => Signed ? Unsafe.As<T, short>(ref value) : Unsafe.As<T, ushort>(ref value),
        4 => Signed ? Unsafe.As<T, int>(ref value) : Unsafe.As<T, uint>(ref value),
        _ => Unsafe.As<T, long>(ref value),
    };
}

/// <summary>A byte that says whether there is a value, then the value.</summary>
internal sealed class NullableCodec<T> : Codec<T?> where T : struct
{
    public override WireShape Shape => WireShape.Sized;

    public override void Write(WireWriter writer, T? value)
    {
        writer.WriteByte(value is null ? (byte)0 : (byte)1);
        if (value is { } there) WireCodec<T>.Write(writer, there);
    }

    public override T? Read(WireReader reader) => reader.ReadByte() switch
    {
        0 => null,
        1 => WireCodec<T>.Read(reader),
        _ => throw new WireFormatException("A nullable value is neither there nor not."),
    };
}
