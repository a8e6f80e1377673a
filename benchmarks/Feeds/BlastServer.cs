using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Genesis.Benchmarks.Feeds;

/// <summary>
/// A venue that sends one client trades as fast as the socket takes them, many frames in a write, as busy venues' frames arrive. It writes
/// frames by hand, so that the benchmark shows what the client can take.
/// </summary>
internal sealed class BlastServer : IDisposable
{
    private const int FramesInBlock = 500;
    private const string Trade = """{"stream":"btcusdt@aggTrade","data":{"e":"aggTrade","E":1633998523963,"s":"BTCUSDT","a":1000000000,"p":"57280.00000000","q":"0.05800000","f":19862790,"l":19862790,"T":1633998523963,"m":false,"M":true}}""";
    private static readonly int FrameLength = Trade.Length + 4;
    private static readonly int IdAt = Trade.IndexOf("1000000000", StringComparison.Ordinal) + 4;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public BlastServer() => _listener.Start();

    public Uri Address => new($"ws://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>Takes a client, confirms its subscription, and sends so many frames once it is told to go.</summary>
    public async Task ServeAsync(long frames, Task go)
    {
        using var client = await _listener.AcceptTcpClientAsync();
        client.NoDelay = true;
        var stream = client.GetStream();
        await ShakeHandsAsync(stream);
        using var socket = WebSocket.CreateFromStream(stream, isServer: true, null, Timeout.InfiniteTimeSpan);
        var buffer = new byte[4096];
        var asked = await socket.ReceiveAsync(buffer, default);
        var id = JsonDocument.Parse(buffer.AsMemory(0, asked.Count)).RootElement.GetProperty("id").GetInt64();
        await socket.SendAsync(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"result\":null,\"id\":{id}}}")), WebSocketMessageType.Text, true, default);
        await go;
        var block = Block();
        for (long sent = 0; sent < frames; sent += FramesInBlock)
        {
            for (var i = 0; i < FramesInBlock; i++)
                (1_000_000_000 + sent + i).TryFormat(block.AsSpan((i * FrameLength) + IdAt), out _, default, CultureInfo.InvariantCulture);
            await stream.WriteAsync(block.AsMemory(0, (int)Math.Min(FramesInBlock, frames - sent) * FrameLength));
        }
        // The client closes when it has them all.
        while (socket.State == WebSocketState.Open)
            if ((await socket.ReceiveAsync(buffer, default)).MessageType == WebSocketMessageType.Close) break;
    }

    public void Dispose() => _listener.Dispose();

    private static byte[] Block()
    {
        var block = new byte[FramesInBlock * FrameLength];
        for (var i = 0; i < FramesInBlock; i++)
        {
            var frame = block.AsSpan(i * FrameLength);
            (frame[0], frame[1]) = (0x81, 126);
            BinaryPrimitives.WriteUInt16BigEndian(frame[2..], (ushort)Trade.Length);
            Encoding.UTF8.GetBytes(Trade, frame[4..]);
        }
        return block;
    }

    private static async Task ShakeHandsAsync(NetworkStream stream)
    {
        var request = "";
        var buffer = new byte[4096];
        while (!request.EndsWith("\r\n\r\n", StringComparison.Ordinal))
            request += Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer));
        var key = request.Split("Sec-WebSocket-Key: ")[1].Split("\r\n")[0];
#pragma warning disable CA5350 // The protocol's own hash (RFC 6455); nothing is secret here.
        var accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
#pragma warning restore CA5350
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\n\r\n"));
    }
}
