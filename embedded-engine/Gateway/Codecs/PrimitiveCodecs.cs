using System.Globalization;
using System.Net;
using System.Numerics;
using Genesis.Embedded.Calls;
using Orleans.Runtime;

namespace Genesis.Embedded.Gateway.Codecs;

/// <summary>Codecs of types that have no parts: numbers, texts, times, identities.</summary>
internal static class PrimitiveCodecs
{
    private static readonly Dictionary<Type, ICodec> Known = Make();

    public static Codec<T>? Get<T>() => (Codec<T>?)Known.GetValueOrDefault(typeof(T));

    private static Dictionary<Type, ICodec> Make()
    {
        var all = new Dictionary<Type, ICodec>();
        Numbers(all);
        Times(all);
        Identities(all);
        Add<string?>(all, WireShape.Counted, static (w, v) => w.WriteString(v), static r => r.ReadString());
        Add<byte[]?>(all, WireShape.Counted, WriteByteArray, static r => r.ReadBytes(out var bytes) ? bytes.ToArray() : null);
        Add<ReadOnlyMemory<byte>>(all, WireShape.Counted, static (w, v) => w.WriteBytes(v.Span), ReadReadOnlyMemory);
        Add<Memory<byte>>(all, WireShape.Counted, static (w, v) => w.WriteBytes(v.Span), ReadMemory);
        // A result of nothing takes no bytes.
        Add<Unit>(all, WireShape.Sized, static (_, _) => { }, static _ => default);
        return all;
    }

    private static void Numbers(Dictionary<Type, ICodec> all)
    {
        Add(all, WireShape.Var, static (w, v) => w.WriteByte(v ? (byte)1 : (byte)0), static r => r.ReadByte() is var b and < 2 ? b == 1 : throw new WireFormatException("A truth value is neither 0 nor 1."));
        Add<byte>(all, WireShape.Var, static (w, v) => w.WriteVar((uint)v), static r => Narrow<byte>(r.ReadVar64()));
        Add<ushort>(all, WireShape.Var, static (w, v) => w.WriteVar((uint)v), static r => Narrow<ushort>(r.ReadVar64()));
        Add<uint>(all, WireShape.Var, static (w, v) => w.WriteVar(v), static r => r.ReadVar32());
        Add<ulong>(all, WireShape.Var, static (w, v) => w.WriteVar(v), static r => r.ReadVar64());
        Add<char>(all, WireShape.Var, static (w, v) => w.WriteVar((uint)v), static r => (char)Narrow<ushort>(r.ReadVar64()));
        Add<sbyte>(all, WireShape.Var, static (w, v) => w.WriteZigZag(v), static r => Narrow<sbyte>(r.ReadZigZag()));
        Add<short>(all, WireShape.Var, static (w, v) => w.WriteZigZag(v), static r => Narrow<short>(r.ReadZigZag()));
        Add<int>(all, WireShape.Var, static (w, v) => w.WriteZigZag(v), static r => Narrow<int>(r.ReadZigZag()));
        Add<long>(all, WireShape.Var, static (w, v) => w.WriteZigZag(v), static r => r.ReadZigZag());
        Add<nint>(all, WireShape.Var, static (w, v) => w.WriteZigZag(v), static r => (nint)r.ReadZigZag());
        Add<nuint>(all, WireShape.Var, static (w, v) => w.WriteVar((ulong)v), static r => (nuint)r.ReadVar64());
        Fixed<float>(all, WireShape.Fixed4);
        Fixed<double>(all, WireShape.Fixed8);
        Fixed<Guid>(all, WireShape.Fixed16);
        Fixed<Int128>(all, WireShape.Fixed16);
        Fixed<UInt128>(all, WireShape.Fixed16);
        Add<Half>(all, WireShape.Var, static (w, v) => w.WriteVar((uint)BitConverter.HalfToUInt16Bits(v)), static r => BitConverter.UInt16BitsToHalf(Narrow<ushort>(r.ReadVar64())));
        Add(all, WireShape.Fixed16, WriteDecimal, ReadDecimal);
        Add<BigInteger>(all, WireShape.Counted, static (w, v) => w.WriteBytes(v.ToByteArray()), static r => r.ReadBytes(out var bytes) ? new BigInteger(bytes) : default);
    }

    private static void Times(Dictionary<Type, ICodec> all)
    {
        Add(all, WireShape.Fixed8, static (w, v) => w.WriteFixed(v.Ticks | ((long)v.Kind << 62)), ReadDateTime);
        Add<TimeSpan>(all, WireShape.Fixed8, static (w, v) => w.WriteFixed(v.Ticks), static r => new TimeSpan(r.ReadFixed<long>()));
        Add<DateOnly>(all, WireShape.Var, static (w, v) => w.WriteVar((uint)v.DayNumber), static r => Checked(() => DateOnly.FromDayNumber((int)r.ReadVar32())));
        Add<TimeOnly>(all, WireShape.Fixed8, static (w, v) => w.WriteFixed(v.Ticks), static r => Checked(() => new TimeOnly(r.ReadFixed<long>())));
        Add<DateTimeOffset>(
            all,
            WireShape.Fixed16,
            static (w, v) =>
            {
                w.WriteFixed(v.Ticks);
                w.WriteFixed((long)v.TotalOffsetMinutes);
            },
            static r => Checked(() => new DateTimeOffset(r.ReadFixed<long>(), new TimeSpan(checked(r.ReadFixed<long>() * TimeSpan.TicksPerMinute)))));
    }

    private static void Identities(Dictionary<Type, ICodec> all)
    {
        Text(all, static v => v.ToString(), static text => new Uri(text, UriKind.RelativeOrAbsolute), static v => v.OriginalString);
        Text(all, static v => v.ToString(), Version.Parse);
        Text(all, static v => v.ToString(), IPAddress.Parse);
        Text(all, static v => v.ToString(), IPEndPoint.Parse);
        Text(all, static v => v.Name, CultureInfo.GetCultureInfo);
        Add<IdSpan>(all, WireShape.Counted, static (w, v) => w.WriteString(IsNothing(v) ? null : v.ToString()), ReadIdSpan);
        Add<GrainType>(all, WireShape.Counted, static (w, v) => w.WriteString(IsNothing(v.Value) ? null : v.ToString()), static r => new GrainType(ReadIdSpan(r)));
        Add<GrainInterfaceType>(all, WireShape.Counted, static (w, v) => w.WriteString(v.IsDefault ? null : v.ToString()), static r => r.ReadString() is { Length: > 0 } name ? GrainInterfaceType.Create(name) : default);
        Sized(
            all,
            static (w, v) =>
            {
                WireCodec<GrainType>.Write(w, v.Type);
                WireCodec<IdSpan>.Write(w, v.Key);
            },
            static r => new GrainId(WireCodec<GrainType>.Read(r), WireCodec<IdSpan>.Read(r)));
        Sized(
            all,
            static (w, v) =>
            {
                w.WriteString(v.GetNamespace());
                w.WriteString(v == default ? null : v.GetKeyAsString());
            },
            ReadStreamId);
    }

    private static bool IsNothing(IdSpan value) => value == default;

    private static IdSpan ReadIdSpan(WireReader reader) => reader.ReadString() is { } text ? IdSpan.Create(text) : default;

    private static StreamId ReadStreamId(WireReader reader)
    {
        var (space, key) = (reader.ReadString(), reader.ReadString());
        return key is null ? default : Checked(() => StreamId.Create(space!, key));
    }

    private static void WriteByteArray(WireWriter writer, byte[]? value)
    {
        if (value is null) writer.WriteNull();
        else writer.WriteBytes(value);
    }

    private static ReadOnlyMemory<byte> ReadReadOnlyMemory(WireReader reader) => reader.ReadBytes(out var bytes) ? bytes.ToArray() : default(ReadOnlyMemory<byte>);

    private static Memory<byte> ReadMemory(WireReader reader) => reader.ReadBytes(out var bytes) ? bytes.ToArray() : default(Memory<byte>);

    private static void WriteDecimal(WireWriter writer, decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        foreach (var part in bits) writer.WriteFixed(part);
    }

    private static decimal ReadDecimal(WireReader reader)
    {
        Span<int> bits = [reader.ReadFixed<int>(), reader.ReadFixed<int>(), reader.ReadFixed<int>(), reader.ReadFixed<int>()];
        try
        {
            return new decimal(bits);
        }
        catch (ArgumentException exception)
        {
            throw new WireFormatException("A decimal has impossible bits.", exception);
        }
    }

    private static DateTime ReadDateTime(WireReader reader)
    {
        var bits = reader.ReadFixed<long>();
        var (ticks, kind) = (bits & 0x3FFF_FFFF_FFFF_FFFF, (int)((ulong)bits >> 62));
        if (ticks > DateTime.MaxValue.Ticks || kind > 2) throw new WireFormatException("A time is out of range.");
        return new DateTime(ticks, (DateTimeKind)kind);
    }

    private static T Narrow<T>(long value) where T : INumberBase<T>
    {
        var narrow = T.CreateTruncating(value);
        return long.CreateTruncating(narrow) == value ? narrow : throw new WireFormatException($"A number is out of range for {typeof(T).Name}.");
    }

    private static T Narrow<T>(ulong value) where T : INumberBase<T>
    {
        var narrow = T.CreateTruncating(value);
        return ulong.CreateTruncating(narrow) == value ? narrow : throw new WireFormatException($"A number is out of range for {typeof(T).Name}.");
    }

    /// <summary>A constructor that minds its arguments decides; what it refuses is malformed.</summary>
    private static T Checked<T>(Func<T> make)
    {
        try
        {
            return make();
        }
        catch (Exception exception) when (exception is ArgumentException or OverflowException or FormatException)
        {
            throw new WireFormatException($"A value is out of range for {typeof(T).Name}.", exception);
        }
    }

    private static void Add<T>(Dictionary<Type, ICodec> all, WireShape shape, Action<WireWriter, T> write, Func<WireReader, T> read) =>
        all[typeof(T)] = new FunctionCodec<T>(shape, write, read);

    private static void Fixed<T>(Dictionary<Type, ICodec> all, WireShape shape) where T : unmanaged =>
        Add<T>(all, shape, static (w, v) => w.WriteFixed(v), static r => r.ReadFixed<T>());

    private static void Sized<T>(Dictionary<Type, ICodec> all, Action<WireWriter, T> write, Func<WireReader, T> read) =>
        Add(all, WireShape.Sized, write, read);

    private static void Text<T>(Dictionary<Type, ICodec> all, Func<T, string> format, Func<string, T> parse, Func<T, string>? exact = null) where T : class =>
        Add<T?>(all, WireShape.Counted, (w, v) => w.WriteString(v is null ? null : (exact ?? format)(v)), r => r.ReadString() is { } text ? Checked(() => parse(text)) : null);
}
