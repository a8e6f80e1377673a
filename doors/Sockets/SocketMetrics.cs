using System.Diagnostics.Metrics;

namespace Genesis.Doors.Sockets;

/// <summary>Counts what the door does. Safe from any thread.</summary>
internal sealed class SocketMetrics : IDisposable
{
    private readonly Meter? _meter;
    private readonly Counter<long>? _closed;
    private long _accepted, _refused, _in, _out, _encoded, _conflated, _caught, _recovered, _recoveries, _gaps, _slow, _bytes, _from, _to;

    public SocketMetrics(IMeterFactory? meters, Func<(int Connections, int Sessions)> now)
    {
        if (meters is null) return;
        _meter = meters.Create(DoorMetrics.MeterName);
        _meter.CreateObservableUpDownCounter("genesis.sockets.connections", () => (long)now().Connections, "{connection}", "WebSocket connections");
        _meter.CreateObservableUpDownCounter("genesis.sockets.sessions", () => (long)now().Sessions, "{session}", "Sessions that can be resumed");
        _closed = _meter.CreateCounter<long>("genesis.sockets.closed", "{connection}", "Connections closed, by close code");
        Count("accepted", "{connection}", () => _accepted, "Connections taken");
        Count("refused", "{connection}", () => _refused, "Connections not taken");
        Count("messages.in", "{message}", () => _in, "Messages that came in");
        Count("messages.out", "{message}", () => _out, "Frames that went out");
        Count("bytes.out", "By", () => _bytes, "Bytes that went out");
        Count("encoded", "{event}", () => _encoded, "Events encoded, each once");
        Count("conflated", "{event}", () => _conflated, "Events that a connection was spared because a newer one of the same key said it all");
        Count("errors.caught", "{error}", () => _caught, "Bad messages and broken connections that were caught");
        Count("errors.recovered", "{error}", () => _recovered, "Those after which the connection went on or the session was resumed");
        Count("recoveries", "{session}", () => _recoveries, "Sessions resumed");
        Count("gaps", "{gap}", () => _gaps, "Times that a client was told that it has lost events");
        Count("slow_consumers", "{connection}", () => _slow, "Connections closed because their client read too slowly");
        Count("compression.before", "By", () => _from, "Bytes of frames before compression");
        Count("compression.after", "By", () => _to, "Bytes of the same frames after it");

        void Count(string name, string unit, Func<long> value, string description) => _meter.CreateObservableCounter("genesis.sockets." + name, value, unit, description);
    }

    public void Accepted() => Interlocked.Increment(ref _accepted);

    public void Refused() => Interlocked.Increment(ref _refused);

    public void Received() => Interlocked.Increment(ref _in);

    public void Encoded() => Interlocked.Increment(ref _encoded);

    /// <summary>Counts what one write has sent.</summary>
    public void Sent(int frames, int bytes, int conflated)
    {
        Interlocked.Add(ref _out, frames);
        Interlocked.Add(ref _bytes, bytes);
        if (conflated > 0) Interlocked.Add(ref _conflated, conflated);
    }

    /// <summary>Counts an error; whether things went on after it.</summary>
    public void Caught(bool recovered)
    {
        Interlocked.Increment(ref _caught);
        if (recovered) Interlocked.Increment(ref _recovered);
    }

    /// <summary>Counts a session that was resumed: its break is mended.</summary>
    public void Resumed()
    {
        Interlocked.Increment(ref _recoveries);
        Interlocked.Increment(ref _recovered);
    }

    public void Gap() => Interlocked.Increment(ref _gaps);

    public void SlowConsumer() => Interlocked.Increment(ref _slow);

    public void Closed(int status) => _closed?.Add(1, new KeyValuePair<string, object?>("code", status));

    public void Compressed(int from, int to)
    {
        Interlocked.Add(ref _from, from);
        Interlocked.Add(ref _to, to);
    }

    public SocketDoorStats Read(int connections, int sessions) => new(
        connections, sessions, Volatile.Read(ref _accepted), Volatile.Read(ref _refused), Volatile.Read(ref _in), Volatile.Read(ref _out), Volatile.Read(ref _encoded), Volatile.Read(ref _conflated),
        Volatile.Read(ref _caught), Volatile.Read(ref _recovered), Volatile.Read(ref _recoveries), Volatile.Read(ref _gaps), Volatile.Read(ref _slow), Volatile.Read(ref _bytes), Volatile.Read(ref _from),
        Volatile.Read(ref _to));

    public void Dispose() => _meter?.Dispose();
}
