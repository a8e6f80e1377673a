namespace Genesis.Doors.Sockets;

/// <summary>One event as it goes out: encoded once, whoever gets it.</summary>
/// <param name="number">Its number at this door.</param>
/// <param name="type">Its type.</param>
/// <param name="source">Who told it.</param>
/// <param name="origin">Where it comes from.</param>
/// <param name="only">The one component whose connection gets it; null for all.</param>
/// <param name="frame">The frame.</param>
internal sealed class RingEntry(long number, EventType type, string source, EventOrigin origin, string? only, byte[] frame)
{
    private const int Untried = 0;
    private const int Tried = 1;

    private int _compressing;
    private byte[]? _compressed;

    public long Number => number;

    public EventType Type => type;

    public string Source => source;

    public EventOrigin Origin => origin;

    public string? Only => only;

    public byte[] Frame => frame;

    /// <summary>The place of its type and key, where only the latest counts.</summary>
    public Latest? Latest { get; init; }

    /// <summary>Whether it is a word of the door itself, for everybody.</summary>
    public bool IsNotice { get; init; }

    /// <summary>Whether a newer one says all that this one does.</summary>
    public bool IsSuperseded => Latest is { } latest && latest.Number > number;

    /// <summary>
    /// The frame for those who take compressed ones. The first who asks compresses it; whoever asks meanwhile is given the plain one instead of waiting.
    /// </summary>
    public byte[] CompressedFrame(int from, SocketMetrics metrics)
    {
        if (frame.Length < from) return frame;
        if (Volatile.Read(ref _compressed) is { } known) return known;
        if (Interlocked.Exchange(ref _compressing, Tried) != Untried) return frame;
        var compressed = Wire.Compress(frame) ?? frame;
        metrics.Compressed(frame.Length, compressed.Length);
        Volatile.Write(ref _compressed, compressed);
        return compressed;
    }
}
