using System.Buffers.Text;
using System.Numerics;
using Genesis.Events;

namespace Genesis.Doors.Sockets;

/// <summary>
/// The last events that went out, for all connections: each has its own place in it and reads without locks. Bounded in events and bytes; who is further behind than
/// that has lost some. Safe from any thread.
/// </summary>
internal sealed class EventRing
{
    // Types and sources are named from outside as well: when that many are known, what is in use is worked out anew.
    private const int MostKeys = 65_536;
    private const int MostSources = 4096;
    private const int MostDigits = 20;

    private static readonly EventType Notice = new("door", new(new EventOptions()));

    private readonly Lock _gate = new();
    private readonly RingEntry?[] _entries;
    private readonly long _maxBytes;
    private readonly Dictionary<(EventType Type, string Key), Latest> _latest = [];
    private readonly Dictionary<string, byte[]> _sources = new(StringComparer.Ordinal);
    private long _bytes;
    private long _first = 1;
    private long _next = 1;

    /// <param name="maxEvents">How many events it holds; rounded up to a power of two.</param>
    /// <param name="maxBytes">How many bytes their frames may have.</param>
    public EventRing(int maxEvents, long maxBytes)
    {
        _entries = new RingEntry?[(int)BitOperations.RoundUpToPowerOf2((uint)maxEvents)];
        _maxBytes = maxBytes;
    }

    /// <summary>Number of the oldest event that it holds.</summary>
    public long First => Volatile.Read(ref _first);

    /// <summary>Number that the next event will have.</summary>
    public long Next => Volatile.Read(ref _next);

    /// <summary>Bytes of the frames that it holds.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Takes an event.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="data">Its data, as JSON.</param>
    /// <param name="source">Who told it.</param>
    /// <param name="origin">Where it comes from.</param>
    /// <param name="key">What it is about.</param>
    /// <param name="only">The one component whose connection gets it; null for all.</param>
    public RingEntry Add(EventType type, ReadOnlySpan<byte> data, string source, EventOrigin origin, string? key = null, string? only = null)
    {
        lock (_gate)
        {
            var number = _next;
            var latest = type.Conflates && key is not null && only is null ? LatestOf(type, key) : null;
            var entry = new RingEntry(number, type, source, origin, only, Encode(type, data, source, number)) { Latest = latest };
            Put(entry);
            if (latest is not null) latest.Number = number;
            return entry;
        }
    }

    /// <summary>Takes a word of the door itself, which everybody gets at this place.</summary>
    /// <param name="frame">Makes the frame, with its number.</param>
    public void AddNotice(Func<long, byte[]> frame)
    {
        lock (_gate) Put(new RingEntry(_next, Notice, "", EventOrigin.External, null, frame(_next)) { IsNotice = true });
    }

    private void Put(RingEntry entry)
    {
        var number = entry.Number;
        if (number - _first == _entries.Length) DropFirst();
        while (_first < number && _bytes + entry.Frame.Length > _maxBytes) DropFirst();
        Volatile.Write(ref _entries[number & (_entries.Length - 1)], entry);
        _bytes += entry.Frame.Length;
        Volatile.Write(ref _next, number + 1);
    }

    /// <summary>The event of a number; null when it is not here any more.</summary>
    /// <param name="number">A number below <see cref="Next"/>.</param>
    public RingEntry? Find(long number) => Volatile.Read(ref _entries[number & (_entries.Length - 1)]) is { } entry && entry.Number == number ? entry : null;

    private void DropFirst()
    {
        ref var first = ref _entries[_first & (_entries.Length - 1)];
        _bytes -= first!.Frame.Length;
        Volatile.Write(ref _first, _first + 1);
        Volatile.Write(ref first, null);
    }

    private Latest LatestOf(EventType type, string key)
    {
        if (_latest.TryGetValue((type, key), out var latest)) return latest;
        if (_latest.Count == MostKeys) _latest.Clear();
        return _latest[(type, key)] = new Latest();
    }

    private byte[] Encode(EventType type, ReadOnlySpan<byte> data, string source, long number)
    {
        Span<byte> digits = stackalloc byte[MostDigits];
        Utf8Formatter.TryFormat(number, digits, out var count);
        var (prefix, middle) = (type.Prefix, SourcePart(source));
        var payload = prefix.Length + data.Length + middle.Length + count + 1;
        var at = Wire.HeaderLength(payload);
        var frame = new byte[at + payload];
        Wire.WriteHeader(frame, payload);
        prefix.CopyTo(frame, at);
        data.CopyTo(frame.AsSpan(at += prefix.Length));
        middle.CopyTo(frame, at += data.Length);
        digits[..count].CopyTo(frame.AsSpan(at + middle.Length));
        frame[^1] = (byte)'}';
        return frame;
    }

    private byte[] SourcePart(string source)
    {
        if (_sources.TryGetValue(source, out var known)) return known;
        if (_sources.Count == MostSources) _sources.Clear();
        return _sources[source] = [.. ",\"source\":"u8, .. Json.Text(source), .. ",\"seq\":"u8];
    }
}
