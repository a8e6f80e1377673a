using System.Net.WebSockets;

namespace Genesis.Exchanges;

/// <summary>Messages over a <see cref="WebSocket"/>, received into one buffer that grows to the longest message seen.</summary>
internal sealed class WebSocketChannel(WebSocket socket, int maxMessageBytes) : ISocket
{
    private byte[] _buffer = new byte[16 * 1024];

    public async ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync(CancellationToken cancellation)
    {
        var length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(_buffer.AsMemory(length), cancellation);
            if (part.MessageType == WebSocketMessageType.Close) return null;
            length += part.Count;
            if (part.EndOfMessage) return _buffer.AsMemory(0, length);
            if (length < _buffer.Length) continue;
            if (length >= maxMessageBytes)
                throw new WebSocketException($"A message has more than {maxMessageBytes} bytes. Raise the transport's MaxMessageBytes if the venue really sends such.");
            Array.Resize(ref _buffer, Math.Min(maxMessageBytes, length * 2));
        }
    }

    public ValueTask SendAsync(ReadOnlyMemory<byte> text, CancellationToken cancellation) =>
        socket.SendAsync(text, WebSocketMessageType.Text, endOfMessage: true, cancellation);

    public Task CloseAsync(CancellationToken cancellation) =>
        socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "bye", cancellation);

    public void Dispose() => socket.Dispose();
}
