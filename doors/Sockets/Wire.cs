using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Compression;
using System.Text;

namespace Genesis.Doors.Sockets;

/// <summary>WebSocket frames as a server sends them (RFC 6455 and 7692): final, unmasked.</summary>
internal static class Wire
{
    /// <summary>The longest beginning of a frame.</summary>
    public const int MaxHeader = 10;

    private const byte Final = 0x80;
    private const byte FinalText = Final | 0x01;
    private const byte Compressed = 0x40;
    private const byte OpcodeMask = 0x0F;
    private const byte Close = 0x08;

    // What a flush leaves at the end, and what the other side puts there again (RFC 7692, 7.2.1).
    private static ReadOnlySpan<byte> Tail => [0x00, 0x00, 0xFF, 0xFF];

    /// <summary>Whether bytes begin a close frame.</summary>
    public static bool IsClose(ReadOnlySpan<byte> frame) => frame.Length > 0 && (frame[0] & OpcodeMask) == Close;

    /// <summary>A close frame.</summary>
    public static byte[] CloseFrame(CloseReason reason)
    {
        var text = Encoding.UTF8.GetBytes(reason.Text);
        var frame = new byte[4 + text.Length];
        (frame[0], frame[1]) = (Final | Close, (byte)(2 + text.Length));
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), (ushort)reason.Status);
        text.CopyTo(frame, 4);
        return frame;
    }

    /// <summary>How many bytes come before a payload of this length.</summary>
    public static int HeaderLength(int payload) => payload switch { < 126 => 2, <= ushort.MaxValue => 4, _ => 10 };

    /// <summary>Writes the beginning of a text frame.</summary>
    public static void WriteHeader(Span<byte> frame, int payload, bool compressed = false)
    {
        frame[0] = (byte)(FinalText | (compressed ? Compressed : 0));
        switch (HeaderLength(payload))
        {
            case 2:
                frame[1] = (byte)payload;
                break;
            case 4:
                frame[1] = 126;
                BinaryPrimitives.WriteUInt16BigEndian(frame[2..], (ushort)payload);
                break;
            default:
                frame[1] = 127;
                BinaryPrimitives.WriteUInt64BigEndian(frame[2..], (ulong)payload);
                break;
        }
    }

    /// <summary>A whole text frame.</summary>
    public static byte[] Text(ReadOnlySpan<byte> payload)
    {
        var header = HeaderLength(payload.Length);
        var frame = new byte[header + payload.Length];
        WriteHeader(frame, payload.Length);
        payload.CopyTo(frame.AsSpan(header));
        return frame;
    }

    /// <summary>The payload of a frame that <see cref="Text"/> or <see cref="WriteHeader"/> began.</summary>
    public static ReadOnlySpan<byte> PayloadOf(ReadOnlySpan<byte> frame) => frame[(frame[1] switch { 126 => 4, 127 => 10, _ => 2 })..];

    /// <summary>
    /// The same frame compressed on its own, without regard to any frame before it, so that every connection may be sent the same bytes; null when that is not smaller.
    /// </summary>
    public static byte[]? Compress(ReadOnlySpan<byte> frame)
    {
        var payload = PayloadOf(frame);
        if (payload.IsEmpty) return null;
        using var output = new MemoryStream(MaxHeader + payload.Length);
        output.SetLength(MaxHeader);
        output.Position = MaxHeader;
        using var deflate = new DeflateStream(output, CompressionLevel.Optimal, leaveOpen: true);
        deflate.Write(payload);
        deflate.Flush();
        var length = (int)output.Length - MaxHeader - Tail.Length;
        Debug.Assert(output.GetBuffer().AsSpan(MaxHeader + length, Tail.Length).SequenceEqual(Tail), "A flush ends with an empty stored block.");
        var header = HeaderLength(length);
        if (header + length >= frame.Length) return null;
        var compressed = new byte[header + length];
        WriteHeader(compressed, length, compressed: true);
        output.GetBuffer().AsSpan(MaxHeader, length).CopyTo(compressed.AsSpan(header));
        return compressed;
    }
}
