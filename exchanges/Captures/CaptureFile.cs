using System.Buffers;
using System.Buffers.Text;
using System.IO.Compression;
using System.Text;

namespace Genesis.Exchanges;

/// <summary>
/// One file of a capture, in gzip members: each that is complete can be read, whatever happens to the host afterwards. Used by one thread.
/// </summary>
internal sealed class CaptureFile(string path) : IDisposable
{
    private const int MemberBytes = 1 << 20;

    private readonly FileStream _file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
    private readonly ArrayBufferWriter<byte> _member = new(1 << 16);

    /// <summary>Compressed bytes written.</summary>
    public long Length => _file.Length;

    /// <summary>Bytes given to it.</summary>
    public long RawBytes { get; private set; }

    public void Write(in CaptureEntry entry)
    {
        var arrow = entry.Kind switch
        {
            CaptureEntryKind.Connected => " <-> "u8,
            CaptureEntryKind.Sent => " <- "u8,
            CaptureEntryKind.Answer => " -> "u8,
            _ => default,
        };
        if (!arrow.IsEmpty)
        {
            _member.Write(Encoding.UTF8.GetBytes(entry.Url ?? ""));
            _member.Write(arrow);
        }
        WriteTime(entry.Time);
        if (entry.Kind != CaptureEntryKind.Connected)
        {
            _member.Write(": "u8);
            // A line is a frame: line ends within it are white space of its JSON.
            entry.Payload.Replace((byte)'\n', (byte)' ');
            _member.Write(entry.Payload);
        }
        _member.Write("\n"u8);
        if (_member.WrittenCount >= MemberBytes) Flush();
    }

    /// <summary>Compresses what was written since the last time and gives it to the operating system.</summary>
    public void Flush()
    {
        if (_member.WrittenCount == 0) return;
        RawBytes += _member.WrittenCount;
        using (var gzip = new GZipStream(_file, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(_member.WrittenSpan);
        _file.Flush();
        _member.ResetWrittenCount();
    }

    public void Dispose()
    {
        Flush();
        _file.Dispose();
    }

    private void WriteTime(DateTimeOffset time)
    {
        var ticks = time.UtcTicks - DateTime.UnixEpoch.Ticks;
        var text = _member.GetSpan(32);
        Utf8Formatter.TryFormat(ticks / TimeSpan.TicksPerSecond, text, out var whole);
        text[whole] = (byte)'.';
        Utf8Formatter.TryFormat(ticks % TimeSpan.TicksPerSecond, text[(whole + 1)..], out var fraction, new StandardFormat('D', 7));
        _member.Advance(whole + 1 + fraction);
    }
}
