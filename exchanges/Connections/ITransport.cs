namespace Genesis.Exchanges;

/// <summary>Opens sockets. The seam between the connection's rules and the network: tests put a scripted one here.</summary>
public interface ITransport
{
    /// <summary>Opens a socket. Throws when the venue refuses or cannot be reached.</summary>
    Task<ISocket> ConnectAsync(Uri url, CancellationToken cancellation);
}

/// <summary>One open socket. One reader and one writer at a time.</summary>
public interface ISocket : IDisposable
{
    /// <summary>The next whole message, valid until the next call; null when the venue has closed. Throws when the socket broke.</summary>
    ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync(CancellationToken cancellation);

    /// <summary>Sends one text message.</summary>
    ValueTask SendAsync(ReadOnlyMemory<byte> text, CancellationToken cancellation);

    /// <summary>Says goodbye. <see cref="IDisposable.Dispose"/> ends the socket either way.</summary>
    Task CloseAsync(CancellationToken cancellation);
}
