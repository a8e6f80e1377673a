using System.Runtime.CompilerServices;
using Genesis.Embedded.Calls;

namespace Genesis.Embedded.Gateway.Codecs;

/// <summary>
/// A value with members that carry [Id(n)]: tag and value of each, then 0, for every class of its line of descent from the base down.
/// Members that a reader does not know are passed over, those that do not come keep their default.
/// </summary>
internal sealed class ObjectCodec<T> : Codec<T>
{
    private readonly MemberCodec<T>[][] _levels = ObjectMembers.Of<T>();

    // What a constructor presets would not come back for members left out because they have the default, so then all are written.
    private readonly Func<T>? _create = typeof(T).IsValueType || typeof(T).GetConstructor(Type.EmptyTypes) is null ? null : Activator.CreateInstance<T>;

    public override WireShape Shape => WireShape.Sized;

    public override void Write(WireWriter writer, T value)
    {
        if (value is null)
        {
            writer.WriteNull();
            return;
        }
        if (!typeof(T).IsValueType) writer.WriteByte(1);
        writer.Enter();
        WriteMembers(writer, ref value);
        writer.Leave();
    }

    public override T Read(WireReader reader)
    {
        if (!typeof(T).IsValueType && reader.ReadByte() is var there and not 1)
            return there == 0 ? default! : throw new WireFormatException("A value is neither there nor not.");
        reader.Enter();
        var value = Create();
        ReadMembers(reader, ref value);
        reader.Leave();
        return value;
    }

    public void WriteMembers(WireWriter writer, ref T value)
    {
        foreach (var level in _levels)
        {
            foreach (var member in level) member.Write(writer, ref value, always: _create is not null);
            writer.WriteByte(0);
        }
    }

    public void ReadMembers(WireReader reader, ref T value)
    {
        foreach (var level in _levels)
        {
            var next = 0;
            while (reader.ReadVar64() is var tag and not 0)
            {
                var (id, shape) = ((tag >> 3) - 1, (WireShape)(tag & 7));
                // Members come in order of their ids, so the one after the last is nearly always right.
                while (next < level.Length && level[next].Id < id) next++;
                if (next < level.Length && level[next].Id == id) level[next].Read(reader, shape, ref value);
                else reader.Skip(shape);
            }
        }
    }

    private T Create()
    {
        if (_create is null) return typeof(T).IsValueType ? default! : (T)RuntimeHelpers.GetUninitializedObject(typeof(T));
        try
        {
            return _create();
        }
        catch (Exception exception)
        {
            throw new WireValueException($"The constructor of {Reflect.Name(typeof(T))} threw: {exception.Message}", exception);
        }
    }
}

/// <summary>One member of a type.</summary>
internal abstract class MemberCodec<T>(uint id)
{
    public uint Id { get; } = id;

    public abstract void Write(WireWriter writer, ref T target, bool always);

    public abstract void Read(WireReader reader, WireShape shape, ref T target);
}

/// <summary>One member of a type, with the type of its values.</summary>
internal sealed class MemberCodec<T, V>(uint id, string name, MemberGetter<T, V> get, MemberSetter<T, V> set) : MemberCodec<T>(id)
{
    public override void Write(WireWriter writer, ref T target, bool always)
    {
        var value = get(ref target);
        if (!always && IsDefault(value)) return;
        var codec = WireCodec<V>.Codec;
        writer.WriteVar(((ulong)Id + 1 << 3) | (uint)codec.Shape);
        if (codec.Shape != WireShape.Sized)
        {
            codec.Write(writer, value);
            return;
        }
        var start = writer.BeginSized();
        codec.Write(writer, value);
        writer.EndSized(start);
    }

    public override void Read(WireReader reader, WireShape shape, ref T target)
    {
        var codec = WireCodec<V>.Codec;
        if (shape != codec.Shape)
            throw new WireValueException($"{Reflect.Name(typeof(T))}.{name} has another type on the other side. A member keeps its type for ever: give the changed one a new [Id].");
        if (shape != WireShape.Sized)
        {
            set(ref target, codec.Read(reader));
            return;
        }
        var end = reader.ReadSize();
        set(ref target, codec.Read(reader));
        reader.ExpectEnd(end);
    }

    // Default in every bit: negative zero and times of another kind are not the default though they are equal to it.
    private static bool IsDefault(V value) => value is null || (typeof(V).IsPrimitive && typeof(V) != typeof(double) && typeof(V) != typeof(float) && EqualityComparer<V>.Default.Equals(value, default));
}

internal delegate V MemberGetter<T, V>(ref T target);

internal delegate void MemberSetter<T, V>(ref T target, V value);
