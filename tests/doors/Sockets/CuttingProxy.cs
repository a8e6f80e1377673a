using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Genesis.Tests.Doors.Sockets;

/// <summary>Stands between client and door, and cuts connections at any byte.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly IPEndPoint _target;
    private readonly ConcurrentDictionary<Socket, bool> _sockets = new();
    private readonly CancellationTokenSource _end = new();
    private readonly Task _accepting;

    public CuttingProxy(IPEndPoint target)
    {
        _target = target;
        _listener.Start();
        EndPoint = (IPEndPoint)_listener.LocalEndpoint;
        _accepting = Accept();
    }

    public IPEndPoint EndPoint { get; }

    public Uri Door => new($"ws://{EndPoint}/ws");

    /// <summary>Lets nobody through while set.</summary>
    public bool IsDown { get; set; }

    /// <summary>How many connections went through.</summary>
    public int Connections { get; private set; }

    /// <summary>Cuts all connections without a word.</summary>
    /// <returns>How many there were.</returns>
    public int Cut()
    {
        var cut = 0;
        foreach (var socket in _sockets.Keys)
        {
            if (!_sockets.TryRemove(socket, out _)) continue;
            socket.Close(0);
            cut++;
        }
        return cut / 2;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        Cut();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task Accept()
    {
        while (true)
        {
            var client = await _listener.AcceptSocketAsync(_end.Token);
            if (IsDown)
            {
                client.Close(0);
                continue;
            }
            Connections++;
            _ = Serve(client);
        }
    }

    private async Task Serve(Socket client)
    {
        var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        try
        {
            await server.ConnectAsync(_target);
            _sockets[client] = _sockets[server] = true;
            await Task.WhenAny(Pump(client, server), Pump(server, client));
        }
        catch (SocketException)
        {
            // Cut while it came about.
        }
        finally
        {
            client.Close(0);
            server.Close(0);
            _sockets.TryRemove(client, out _);
            _sockets.TryRemove(server, out _);
        }
    }

    private static async Task Pump(Socket from, Socket to)
    {
        var buffer = new byte[1024];
        try
        {
            for (int read; (read = await from.ReceiveAsync(buffer)) > 0;) await to.SendAsync(buffer.AsMemory(0, read));
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Cut.
        }
    }
}
