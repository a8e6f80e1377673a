using System.Net;
using System.Net.Sockets;
using Genesis.Embedded.Gateway;

namespace Genesis.Tests.Integration.Gateway;

/// <summary>One end of a connection that does exactly what a test wants, well-behaved or not.</summary>
internal sealed class RawPeer(Socket socket) : IDisposable
{
    public static Hello ProperHello => new(GatewayProtocol.Version, "", "default", "default", "raw", "raw", 1024 * 1024);

    public Socket Socket { get; } = socket;

    public static async Task<RawPeer> Connect(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));
        return new RawPeer(socket);
    }

    /// <summary>Connects as a client that the silo lets in.</summary>
    public static async Task<RawPeer> Client(int port)
    {
        var peer = await Connect(port);
        await peer.Send(MessageKind.Hello, ProperHello.Write);
        (await peer.Receive())!.Value.Kind.ShouldBe(MessageKind.Welcome);
        return peer;
    }

    public async Task Send(MessageKind kind, Action<WireWriter>? write = null)
    {
        var writer = new WireWriter();
        writer.BeginFrame();
        writer.WriteByte((byte)kind);
        write?.Invoke(writer);
        writer.EndFrame();
        await SendBytes(writer.Written.ToArray());
    }

    public async Task SendBytes(byte[] bytes) => await Socket.SendAsync(bytes).InTime();

    /// <summary>The next message; null when the other side has closed.</summary>
    public async Task<(MessageKind Kind, WireReader Body)?> Receive()
    {
        if (await Take(4) is not { } length || await Take(BitConverter.ToInt32(length)) is not { } body) return null;
        var reader = new WireReader();
        reader.Reset(body, 1, body.Length - 1);
        return ((MessageKind)body[0], reader);
    }

    public void Dispose() => Socket.Dispose();

    private async Task<byte[]?> Take(int length)
    {
        var bytes = new byte[length];
        try
        {
            for (var have = 0; have < length;)
            {
                var more = await Socket.ReceiveAsync(bytes.AsMemory(have)).AsTask().InTime();
                if (more == 0) return null;
                have += more;
            }
        }
        catch (SocketException)
        {
            return null;
        }
        return bytes;
    }
}
