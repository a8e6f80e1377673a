using System.Buffers;
using System.IO.Compression;
using System.Text;

namespace Genesis.Exchanges;

/// <summary>
/// Reads a capture line by line: <c>URL &lt;-&gt; TIME</c>, <c>URL &lt;- TIME: FRAME</c>, <c>TIME: FRAME</c>, <c>URL -&gt; TIME: BODY</c>;
/// times in seconds since 1970. Plain text or gzip, by the file's first bytes. What cannot be read is counted and passed over.
/// </summary>
public sealed class CaptureReader : IDisposable
{
    private const int FirstBuffer = 1 << 18;

    // A line longer than this is no frame that a venue ever sends.
    private const int MostLine = 1 << 26;

    private readonly Stream _stream;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
    private int _start;
    private int _filled;
    private int _payload;
    private int _payloadEnd;
    private bool _ended;
    private byte[] _lastUrl = [];

    public CaptureReader(Stream stream) => _stream = stream;

    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static CaptureReader Open(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 16, FileOptions.SequentialScan);
        Span<byte> magic = stackalloc byte[2];
        var isCompressed = file.ReadAtLeast(magic, 2, throwOnEndOfStream: false) == 2 && magic is [0x1f, 0x8b];
        file.Position = 0;
        return new CaptureReader(isCompressed ? new GZipStream(file, CompressionMode.Decompress) : file);
    }

    public CaptureEntryKind Kind { get; private set; }

    public DateTimeOffset Time { get; private set; }

    /// <summary>The address, for entries that have one; of a frame received, that of the last connection.</summary>
    public string Url { get; private set; } = "";

    /// <summary>The frame or body; valid until the next read.</summary>
    public ReadOnlySpan<byte> Payload => _buffer.AsSpan(_payload, _payloadEnd - _payload);

    public long Line { get; private set; }

    /// <summary>Lines that could not be read.</summary>
    public long Malformed { get; private set; }

    /// <summary>The file ends in the middle of something, as after a kill: what came before it was read.</summary>
    public bool Truncated { get; private set; }

    /// <summary>Goes to the next entry; false at the end.</summary>
    public bool Read()
    {
        while (NextLine(out var start, out var end))
        {
            Line++;
            if (start == end) continue;
            if (Parse(start, end)) return true;
            Malformed++;
        }
        return false;
    }

    public void Dispose()
    {
        _stream.Dispose();
        if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        (_start, _filled, _payload, _payloadEnd) = (0, 0, 0, 0);
        _ended = true;
    }

    private bool Parse(int start, int end)
    {
        var line = _buffer.AsSpan(start, end - start);
        try
        {
            if (char.IsAsciiDigit((char)line[0])) return Frame(line, start, end, CaptureEntryKind.Received);
            var space = line.IndexOf((byte)' ');
            var url = space < 0 ? line : line[..space];
            if (url.IndexOf("://"u8) < 0) return false;
            KeepUrl(url);
            if (space < 0) return Connected(end, Time);
            var rest = line[(space + 1)..];
            if (rest.StartsWith("<-> "u8)) return Connected(end, Numbers.UnixSeconds(rest[4..]));
            if (rest.StartsWith("<- "u8)) return Frame(rest[3..], start + space + 4, end, CaptureEntryKind.Sent);
            return rest.StartsWith("-> "u8) && Frame(rest[3..], start + space + 4, end, CaptureEntryKind.Answer);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private bool Connected(int end, DateTimeOffset time)
    {
        (Kind, Time, _payload, _payloadEnd) = (CaptureEntryKind.Connected, time, end, end);
        return true;
    }

    private bool Frame(ReadOnlySpan<byte> text, int offset, int end, CaptureEntryKind kind)
    {
        var colon = text.IndexOf(": "u8);
        if (colon <= 0) return false;
        Time = Numbers.UnixSeconds(text[..colon]);
        (Kind, _payload, _payloadEnd) = (kind, offset + colon + 2, end);
        return true;
    }

    private void KeepUrl(ReadOnlySpan<byte> url)
    {
        if (url.SequenceEqual(_lastUrl)) return;
        _lastUrl = url.ToArray();
        Url = Encoding.UTF8.GetString(url);
    }

    private bool NextLine(out int start, out int end)
    {
        var searched = _start;
        while (true)
        {
            var newline = _buffer.AsSpan(searched, _filled - searched).IndexOf((byte)'\n');
            if (newline >= 0)
            {
                (start, end) = (_start, searched + newline);
                _start = end + 1;
                if (end > start && _buffer[end - 1] == '\r') end--;
                return true;
            }
            searched = _filled - _start;
            if (_ended || !Fill())
            {
                (start, end) = (_start, _filled);
                _start = _filled;
                return end > start;
            }
            searched += _start;
        }
    }

    private bool Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _filled - _start).CopyTo(_buffer);
            (_start, _filled) = (0, _filled - _start);
        }
        if (_filled == _buffer.Length) Grow();
        try
        {
            var read = _filled < MostLine ? _stream.Read(_buffer, _filled, _buffer.Length - _filled) : 0;
            _filled += read;
            _ended = read == 0;
        }
        catch (Exception problem) when (problem is InvalidDataException or EndOfStreamException)
        {
            _ended = Truncated = true;
        }
        return !_ended;
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.AsSpan(0, _filled).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
