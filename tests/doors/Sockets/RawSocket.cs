using System.Buffers.Binary;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Genesis.Tests.Doors.Fixture;

namespace Genesis.Tests.Doors.Sockets;

/// <summary>A WebSocket client down to the bytes, so that it can do what no library would.</summary>
internal sealed class RawSocket : IDisposable
{
    private const string Key = "dGhlIHNhbXBsZSBub25jZQ==";

    private readonly Socket _socket;

    private RawSocket(Socket socket, string head) => (_socket, Stream, Head) = (socket, new NetworkStream(socket, ownsSocket: true), head);

    public NetworkStream Stream { get; }

    /// <summary>Status line and headers of the answer.</summary>
    public string Head { get; }

    public int Status => int.Parse(Head.Split(' ')[1], null);

    /// <summary>Connects to a door.</summary>
    /// <param name="host">The door.</param>
    /// <param name="query">After the question mark.</param>
    /// <param name="headers">More headers, each with its line end.</param>
    /// <param name="receiveBuffer">Bytes that the machine buffers for a slow reader.</param>
    /// <param name="path">The door's path.</param>
    public static async Task<RawSocket> Connect(IPEndPoint host, string query, string headers = "", int? receiveBuffer = null, string path = "/ws")
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (receiveBuffer is { } bytes) socket.ReceiveBufferSize = bytes;
        await socket.ConnectAsync(host).InTime();
        var request = $"GET {path}?{query} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {Key}\r\n{headers}\r\n";
        await socket.SendAsync(Encoding.ASCII.GetBytes(request));
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await socket.ReceiveAsync(one).InTime() == 0) throw new IOException($"The door hung up after: {head}");
            head.Append((char)one[0]);
        }
        return new RawSocket(socket, head.ToString());
    }

    /// <summary>The body of an answer that is no upgrade.</summary>
    public async Task<JsonElement> Body()
    {
        var line = Head.Split("\r\n").Single(static line => line.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase));
        var body = new byte[int.Parse(line["Content-Length: ".Length..], null)];
        await Stream.ReadExactlyAsync(body).AsTask().InTime();
        return JsonSerializer.Deserialize<JsonElement>(body);
    }

    public Task Send(string text) => Frame(0x1, Encoding.UTF8.GetBytes(text));

    /// <summary>Sends a frame.</summary>
    public Task Frame(int opcode, ReadOnlySpan<byte> payload, bool fin = true, bool masked = true, int reserved = 0) => Raw(Encode(opcode, payload, fin, masked, reserved));

    public Task Raw(byte[] bytes) => Stream.WriteAsync(bytes).AsTask().InTime();

    public static byte[] Encode(int opcode, ReadOnlySpan<byte> payload, bool fin = true, bool masked = true, int reserved = 0, long? length = null)
    {
        using var frame = new MemoryStream();
        frame.WriteByte((byte)((fin ? 0x80 : 0) | (reserved << 4) | opcode));
        var mask = masked ? 0x80 : 0;
        var declared = length ?? payload.Length;
        Span<byte> long8 = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(long8, declared);
        if (declared < 126)
        {
            frame.WriteByte((byte)(mask | (int)declared));
        }
        else if (declared <= ushort.MaxValue)
        {
            frame.WriteByte((byte)(mask | 126));
            frame.Write(long8[6..]);
        }
        else
        {
            frame.WriteByte((byte)(mask | 127));
            frame.Write(long8);
        }
        ReadOnlySpan<byte> keys = masked ? [0x37, 0xfa, 0x21, 0x3d] : [];
        frame.Write(keys);
        for (var i = 0; i < payload.Length; i++) frame.WriteByte((byte)(masked ? payload[i] ^ keys[i % 4] : payload[i]));
        return frame.ToArray();
    }

    /// <summary>Reads the next frame; null at the end of the connection.</summary>
    public async Task<Received?> Read()
    {
        try
        {
            var start = new byte[2];
            await Stream.ReadExactlyAsync(start).AsTask().InTime();
            long length = start[1] & 0x7F;
            (start[1] & 0x80).ShouldBe(0, "a server does not mask");
            if (length >= 126)
            {
                var more = new byte[length == 126 ? 2 : 8];
                await Stream.ReadExactlyAsync(more).AsTask().InTime();
                length = more.Length == 2 ? BinaryPrimitives.ReadUInt16BigEndian(more) : BinaryPrimitives.ReadInt64BigEndian(more);
            }
            var payload = new byte[length];
            await Stream.ReadExactlyAsync(payload).AsTask().InTime();
            return new Received(start[0] & 0xF, (start[0] & 0x40) != 0, payload);
        }
        catch (Exception exception) when (exception is EndOfStreamException or IOException)
        {
            return null;
        }
    }

    /// <summary>Reads the next text; answers pings on the way.</summary>
    public async Task<JsonElement> Json()
    {
        while (true)
        {
            var frame = await Read() ?? throw new IOException("The connection ended.");
            if (frame.Opcode == 0x8) throw new IOException($"Closed: {frame.Close}");
            if (frame.Opcode == 0x1) return frame.Json;
            if (frame.Opcode == 0x9) await Frame(0xA, frame.Payload);
        }
    }

    /// <summary>Reads up to the close frame and answers it.</summary>
    public async Task<(int Status, string Reason)> Closed()
    {
        while (true)
        {
            var frame = await Read() ?? throw new IOException("The connection ended without a close frame.");
            if (frame.Opcode != 0x8) continue;
            try
            {
                await Frame(0x8, frame.Payload.AsSpan(0, Math.Min(2, frame.Payload.Length)));
            }
            catch (IOException)
            {
                // It has hung up already.
            }
            return frame.Close;
        }
    }

    public void Dispose() => Stream.Dispose();

    /// <summary>A frame of the door.</summary>
    internal sealed record Received(int Opcode, bool Compressed, byte[] Payload)
    {
        public string Text => Encoding.UTF8.GetString(Compressed ? Inflate(Payload) : Payload);

        public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Text);

        public (int Status, string Reason) Close => Payload.Length < 2 ? (1005, "") : (BinaryPrimitives.ReadUInt16BigEndian(Payload), Encoding.UTF8.GetString(Payload.AsSpan(2)));
    }

    public static byte[] Inflate(byte[] payload)
    {
        using var input = new MemoryStream([.. payload, 0x00, 0x00, 0xFF, 0xFF]);
        using var inflate = new DeflateStream(input, CompressionMode.Decompress);
        using var output = new MemoryStream();
        var buffer = new byte[4096];
        // There is no last block: it ends where the input does.
        for (int read; (read = inflate.Read(buffer)) > 0;) output.Write(buffer, 0, read);
        return output.ToArray();
    }
}
