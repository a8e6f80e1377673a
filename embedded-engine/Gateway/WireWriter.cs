using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace Genesis.Embedded.Gateway;

/// <summary>Writes values to the wire: into a buffer of its own that grows up to a limit and is used again for the next frames.</summary>
internal sealed class WireWriter(int limit = WireWriter.DefaultLimit)
{
    /// <summary>Frames larger than this are refused unless configured otherwise.</summary>
    public const int DefaultLimit = 16 * 1024 * 1024;

    /// <summary>How deep values may lie in one another.</summary>
    public const int MostNesting = 64;

    private const int FirstSize = 4096;

    private byte[] _buffer = new byte[FirstSize];
    private int _position;
    private int _frame;
    private int _depth;
    private List<Type>? _types;

    public int Position => _position;

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _position);

    /// <summary>The largest frame in bytes.</summary>
    public int Limit { get; set; } = limit;

    /// <summary>Forgets everything written; gives memory back when an unusually large frame has passed.</summary>
    public void Clear()
    {
        _position = 0;
        _frame = 0;
        if (_buffer.Length > 1024 * 1024) _buffer = new byte[FirstSize];
    }

    /// <summary>Begins a frame: four bytes for its length, then whatever is written until <see cref="EndFrame"/>.</summary>
    public void BeginFrame()
    {
        _frame = _position;
        _depth = 0;
        _types?.Clear();
        Reserve(4);
        _position += 4;
    }

    public void EndFrame()
    {
        // The buffer may have room for more than one message may have.
        if (_position - _frame - 4 > Limit) throw TooLarge();
        PatchLength(_frame);
    }

    /// <summary>Takes back everything written since <see cref="BeginFrame"/>.</summary>
    public void DropFrame()
    {
        _position = _frame;
        _depth = 0;
    }

    /// <summary>Room for a length that is known only later; give the result to <see cref="EndSized"/>.</summary>
    public int BeginSized()
    {
        Reserve(4);
        _position += 4;
        return _position - 4;
    }

    public void EndSized(int start) => PatchLength(start);

    public void Enter()
    {
        if (++_depth > MostNesting)
            throw new WireValueException($"The value is nested more than {MostNesting} levels deep. If it refers back to itself, send an identity instead: cycles cannot cross processes.");
    }

    public void Leave() => _depth--;

    public void WriteByte(byte value)
    {
        Reserve(1);
        _buffer[_position++] = value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteVar(uint value)
    {
        if (value < 0x80 && _position < _buffer.Length) _buffer[_position++] = (byte)value;
        else WriteVar((ulong)value);
    }

    public void WriteVar(ulong value)
    {
        Reserve(10);
        while (value >= 0x80)
        {
            _buffer[_position++] = (byte)(value | 0x80);
            value >>= 7;
        }
        _buffer[_position++] = (byte)value;
    }

    /// <summary>Signed numbers near zero are short: 0, −1, 1, −2… become 0, 1, 2, 3…</summary>
    public void WriteZigZag(long value) => WriteVar((ulong)((value << 1) ^ (value >> 63)));

    public void WriteFixed<T>(T value) where T : unmanaged
    {
        Reserve(Unsafe.SizeOf<T>());
        MemoryMarshal.Write(_buffer.AsSpan(_position), in value);
        _position += Unsafe.SizeOf<T>();
    }

    public void WriteRaw(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_position));
        _position += bytes.Length;
    }

    /// <summary>Null is 0; otherwise twice the length plus one, then the bytes.</summary>
    public void WriteBytes(ReadOnlySpan<byte> bytes)
    {
        WriteVar(((ulong)bytes.Length << 1) + 1);
        WriteRaw(bytes);
    }

    public void WriteNull() => WriteByte(0);

    /// <summary>UTF-8; text that is not valid Unicode (lone surrogates) goes as UTF-16, so that every string arrives as it was.</summary>
    public void WriteString(string? value)
    {
        if (value is null)
        {
            WriteNull();
            return;
        }
        // One byte of header is enough for texts up to 63 bytes: the usual case needs no second look at the text.
        if (value.Length <= 21)
        {
            Reserve(64);
            if (Utf8.FromUtf16(value, _buffer.AsSpan(_position + 1), out _, out var written, replaceInvalidSequences: false) == OperationStatus.Done)
            {
                _buffer[_position] = (byte)((written << 1) + 1);
                _position += 1 + written;
                return;
            }
        }
        WriteLongString(value);
    }

    private void WriteLongString(string value)
    {
        var start = _position;
        var length = Encoding.UTF8.GetByteCount(value);
        WriteVar(((ulong)length << 1) + 1);
        Reserve(length);
        if (Utf8.FromUtf16(value, _buffer.AsSpan(_position, length), out _, out var written, replaceInvalidSequences: false) == OperationStatus.Done)
        {
            _position += written;
            return;
        }
        _position = start;
        WriteVar(((ulong)value.Length * 2 << 1) + 2);
        WriteRaw(MemoryMarshal.AsBytes(value.AsSpan()));
    }

    /// <summary>Names a type: in full the first time in a frame, by number after that.</summary>
    public void WriteType(Type type, string name)
    {
        _types ??= [];
        var known = _types.IndexOf(type);
        if (known >= 0)
        {
            WriteVar((uint)known + 3);
            return;
        }
        _types.Add(type);
        WriteVar(2u);
        WriteString(name);
    }

    private void PatchLength(int start) => BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(start), _position - start - 4);

    private void Reserve(int more)
    {
        if (_buffer.Length - _position >= more) return;
        Grow(more);
    }

    private void Grow(int more)
    {
        // The position counts all frames of the batch; only the one being written is bounded.
        var frame = (long)_position - _frame + more;
        if (frame > (long)Limit + 4) throw TooLarge();
        var wanted = Math.Max((long)_buffer.Length * 2, (long)_position + more);
        Array.Resize(ref _buffer, (int)Math.Min(wanted, Array.MaxLength));
    }

    private WireValueException TooLarge() => new(
        $"The message is larger than {Limit} bytes, the limit of this connection. Send less at a time, or raise the limit on both sides.");
}
