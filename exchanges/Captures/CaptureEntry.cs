using System.Buffers;

namespace Genesis.Exchanges;

/// <summary>An entry on its way to the file, with a copy of its bytes.</summary>
internal readonly struct CaptureEntry(CaptureEntryKind kind, long connection, string? url, DateTimeOffset time, ReadOnlySpan<byte> payload) : IDisposable
{
    private readonly byte[] _bytes = Copy(payload);
    private readonly int _length = payload.Length;

    public CaptureEntryKind Kind { get; } = kind;

    public long Connection { get; } = connection;

    public string? Url { get; } = url;

    public DateTimeOffset Time { get; } = time;

    public Span<byte> Payload => _bytes.AsSpan(0, _length);

    public void Dispose()
    {
        if (_bytes.Length > 0) ArrayPool<byte>.Shared.Return(_bytes);
    }

    private static byte[] Copy(ReadOnlySpan<byte> payload)
    {
        if (payload.IsEmpty) return [];
        var bytes = ArrayPool<byte>.Shared.Rent(payload.Length);
        payload.CopyTo(bytes);
        return bytes;
    }
}
