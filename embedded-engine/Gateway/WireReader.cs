using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Genesis.Embedded.Proxies;

namespace Genesis.Embedded.Gateway;

/// <summary>Reads values from one frame. Whatever the bytes are, it ends, and throws nothing but its own two exceptions.</summary>
internal sealed class WireReader
{
    private byte[] _buffer = [];
    private int _position;
    private int _end;
    private int _depth;
    private List<Type>? _types;

    /// <summary>Makes the references that values contain; null when there may be none.</summary>
    public ReferenceFactory? References { get; init; }

    public int Remaining => _end - _position;

    public void Reset(byte[] buffer, int start, int length)
    {
        (_buffer, _position, _end, _depth) = (buffer, start, start + length, 0);
        _types?.Clear();
    }

    public void Enter()
    {
        if (++_depth > WireWriter.MostNesting) throw new WireFormatException($"A value is nested more than {WireWriter.MostNesting} levels deep.");
    }

    public void Leave() => _depth--;

    public byte ReadByte()
    {
        if (_position >= _end) throw TooShort();
        return _buffer[_position++];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint ReadVar32()
    {
        if (_position < _end && _buffer[_position] < 0x80) return _buffer[_position++];
        var value = ReadVar64();
        return value <= uint.MaxValue ? (uint)value : throw new WireFormatException("A number is too large for its place.");
    }

    public ulong ReadVar64()
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            var next = ReadByte();
            if (shift == 63 && next > 1) break;
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return value;
        }
        throw new WireFormatException("A number has more than 64 bits.");
    }

    public long ReadZigZag()
    {
        var value = ReadVar64();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public T ReadFixed<T>() where T : unmanaged => MemoryMarshal.Read<T>(ReadRaw(Unsafe.SizeOf<T>()));

    public ReadOnlySpan<byte> ReadRaw(int length)
    {
        if (length > _end - _position) throw TooShort();
        var bytes = _buffer.AsSpan(_position, length);
        _position += length;
        return bytes;
    }

    /// <summary>The bytes as they lie in the frame: valid until the next frame. False for null.</summary>
    public bool ReadBytes(out ReadOnlySpan<byte> bytes)
    {
        var length = ReadCounted(out var wide);
        bytes = length < 0 ? default : ReadRaw(length);
        if (wide) throw new WireFormatException("Bytes are marked as text.");
        return length >= 0;
    }

    public string? ReadString()
    {
        var length = ReadCounted(out var wide);
        if (length < 0) return null;
        var bytes = ReadRaw(length);
        if (!wide) return Encoding.UTF8.GetString(bytes);
        if ((length & 1) != 0) throw new WireFormatException("A text has half a character.");
        return new string(MemoryMarshal.Cast<byte, char>(bytes));
    }

    public string ReadText() => ReadString() ?? throw new WireFormatException("A text that must be there is null.");

    /// <summary>A number of elements, which cannot be more than the bytes that are left.</summary>
    public int ReadCount()
    {
        var count = ReadVar32();
        return count <= (uint)Remaining ? (int)count : throw TooShort();
    }

    /// <summary>The length of something sized, and where it ends.</summary>
    public int ReadSize()
    {
        var size = ReadFixed<int>();
        if (size < 0 || size > Remaining) throw TooShort();
        return _position + size;
    }

    public bool IsAt(int end) => _position == end;

    public void MoveTo(int end) => _position = end >= _position ? end : throw TooShort();

    public void ExpectEnd(int end)
    {
        if (_position != end) throw new WireFormatException("A value is shorter or longer than it says.");
    }

    /// <summary>Passes over a value of which only the shape is known.</summary>
    public void Skip(WireShape shape)
    {
        switch (shape)
        {
            case WireShape.Var:
                ReadVar64();
                break;
            case WireShape.Fixed4:
                ReadRaw(4);
                break;
            case WireShape.Fixed8:
                ReadRaw(8);
                break;
            case WireShape.Fixed16:
                ReadRaw(16);
                break;
            case WireShape.Counted:
                if (ReadCounted(out _) is > 0 and var length) ReadRaw(length);
                break;
            case WireShape.Sized:
                _position = ReadSize();
                break;
            default:
                throw new WireFormatException($"There is no shape of values with the number {(int)shape}.");
        }
    }

    /// <summary>The type that a value names; null for the type its place declares. False when the value is null.</summary>
    public bool ReadType(Func<string, Type> find, out Type? type)
    {
        type = null;
        var mark = ReadVar32();
        if (mark < 2) return mark == 1;
        _types ??= [];
        if (mark == 2)
        {
            type = find(ReadText());
            _types.Add(type);
            return true;
        }
        if (mark - 3 >= (uint)_types.Count) throw new WireFormatException("A value names a type that was not introduced.");
        type = _types[(int)mark - 3];
        return true;
    }

    private int ReadCounted(out bool wide)
    {
        var header = ReadVar64();
        wide = header > 0 && (header & 1) == 0;
        if (header == 0) return -1;
        var length = (header - 1) >> 1;
        return length <= (ulong)Remaining ? (int)length : throw TooShort();
    }

    private static WireFormatException TooShort() => new("The message ends before the value does.");
}
