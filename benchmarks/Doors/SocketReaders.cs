using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Genesis.Benchmarks.Doors;

/// <summary>Many WebSocket clients that do nothing but count frames: on bare sockets, for a library costs more than the servers that are measured.</summary>
internal sealed class SocketReaders : IDisposable
{
    private const int BufferSize = 16 * 1024;
    private readonly Socket[] _sockets;
    private readonly long[] _frames;

    private SocketReaders(Socket[] sockets) => (_sockets, _frames) = (sockets, new long[sockets.Length]);

    /// <summary>How many frames the slowest has got.</summary>
    public long Least
    {
        get
        {
            var least = long.MaxValue;
            for (var i = 0; i < _frames.Length; i++) least = Math.Min(least, Volatile.Read(ref _frames[i]));
            return least;
        }
    }

    public static async Task<SocketReaders> Connect(IPEndPoint server, int count, Func<int, string> path, bool compression)
    {
        var sockets = new Socket[count];
        for (var i = 0; i < count; i++)
        {
            sockets[i] = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await sockets[i].ConnectAsync(server);
            var offer = compression ? "Sec-WebSocket-Extensions: permessage-deflate\r\n" : "";
            await sockets[i].SendAsync(Encoding.ASCII.GetBytes(
                $"GET {path(i)} HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{offer}\r\n"));
            var head = new byte[2048];
            var length = await sockets[i].ReceiveAsync(head);
            if (!head.AsSpan(0, length).StartsWith("HTTP/1.1 101"u8)) throw new IOException(Encoding.ASCII.GetString(head, 0, length));
        }
        return new(sockets);
    }

    /// <summary>Begins to count.</summary>
    public void Start()
    {
        for (var i = 0; i < _sockets.Length; i++)
        {
            var index = i;
            _ = Task.Run(() => Count(index));
        }
    }

    public void Dispose()
    {
        foreach (var socket in _sockets) socket.Dispose();
    }

    private async Task Count(int index)
    {
        var (socket, buffer, kept) = (_sockets[index], new byte[BufferSize], 0);
        try
        {
            for (int read; (read = await socket.ReceiveAsync(buffer.AsMemory(kept))) > 0;)
            {
                var (at, length, frames) = (0, kept + read, 0);
                while (Length(buffer.AsSpan(at, length - at)) is { } frame && at + frame <= length)
                {
                    at += frame;
                    frames++;
                }
                kept = length - at;
                buffer.AsSpan(at, kept).CopyTo(buffer);
                Volatile.Write(ref _frames[index], _frames[index] + frames);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It is over.
        }
    }

    private static int? Length(ReadOnlySpan<byte> frame) =>
        frame.Length < 4 ? null : frame[1] < 126 ? 2 + frame[1] : frame[1] == 126 ? 4 + ((frame[2] << 8) | frame[3]) : throw new InvalidDataException("No frame here is that long.");
}
