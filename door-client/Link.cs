using System.Net.WebSockets;

namespace Genesis.DoorClient;

/// <summary>One connection to the door: whole messages in and out, one at a time each.</summary>
internal sealed class Link : IDisposable
{
    private const int FirstBuffer = 8192;

    private readonly ClientWebSocket _socket;
    private readonly RemoteOptions _options;
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly CancellationTokenSource _broken = new();
    private byte[] _buffer = new byte[FirstBuffer];

    private Link(ClientWebSocket socket, RemoteOptions options) => (_socket, _options) = (socket, options);

    /// <summary>The door's close code; null while there is none.</summary>
    public int? CloseCode => (int?)_socket.CloseStatus;

    public string? CloseReason => _socket.CloseStatusDescription;

    /// <summary>Fires when the connection is no more.</summary>
    public CancellationToken Broken => _broken.Token;

    /// <summary>Connects.</summary>
    /// <exception cref="RemoteRefusedException">The door answers that this program may not.</exception>
    public static async Task<Link> Connect(RemoteOptions options, Uri address, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        try
        {
            socket.Options.KeepAliveInterval = options.PingInterval;
            socket.Options.KeepAliveTimeout = options.PingInterval;
            socket.Options.CollectHttpResponseDetails = true;
            socket.Options.AddSubProtocol("genesis");
            if (options.Key is { } key) socket.Options.SetRequestHeader("Authorization", $"Bearer {key}");
            if (options.Compression) socket.Options.DangerousDeflateOptions = new WebSocketDeflateOptions { ServerContextTakeover = false, ClientContextTakeover = false };
            using var deadline = new CancellationTokenSource(options.ConnectTimeout, options.Time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
            await socket.ConnectAsync(address, both.Token).ConfigureAwait(false);
            return new Link(socket, options);
        }
        catch (Exception exception)
        {
            var status = (int)socket.HttpStatusCode;
            socket.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            if (status is 401 or 403) throw new RemoteRefusedException($"The door at {options.Door} answers {status}: {(status == 401 ? "it wants an API key, or another one" : "the key has no scope for this")}.", status, exception);
            throw;
        }
    }

    /// <summary>Reads the next message; null when the door has closed. What is returned holds until the next call.</summary>
    public async Task<ReadOnlyMemory<byte>?> Read(CancellationToken cancellationToken)
    {
        var length = 0;
        while (true)
        {
            if (length == _buffer.Length)
            {
                if (length >= _options.MaxMessageBytes) throw new WebSocketException($"A message of the door has more than {_options.MaxMessageBytes} bytes.");
                Array.Resize(ref _buffer, length * 2);
            }
            var read = await _socket.ReceiveAsync(_buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
            if (read.MessageType == WebSocketMessageType.Close) return null;
            length += read.Count;
            if (read.EndOfMessage) return _buffer.AsMemory(0, length);
        }
    }

    /// <summary>Sends a message.</summary>
    /// <exception cref="OperationCanceledException">It took too long. The connection is cut then: half a message is none.</exception>
    public async Task Send(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await _socket.SendAsync(message, WebSocketMessageType.Text, true, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Says good-bye, and waits a little for the answer.</summary>
    public async Task Close()
    {
        try
        {
            using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(1), _options.Time);
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", deadline.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or InvalidOperationException)
        {
            // It is gone already.
        }
    }

    /// <summary>Cuts it.</summary>
    public void Abort()
    {
        _socket.Abort();
        _broken.Cancel();
    }

    public void Dispose()
    {
        _broken.Cancel();
        _socket.Dispose();
    }
}
