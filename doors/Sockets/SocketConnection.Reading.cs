using System.Buffers;
using System.Net.WebSockets;
using Microsoft.Extensions.Logging;

namespace Genesis.Doors.Sockets;

/// <content>The reader.</content>
internal sealed partial class SocketConnection
{
    private const int FirstBuffer = 4096;

    private long _messageSince;
    private TokenBucket _bucket;
    private (TimeSpan Since, int Count) _bad;

    /// <summary>Reads until the connection has ended, one way or the other; it never throws.</summary>
    public async Task Run()
    {
        try
        {
            while (await ReadMessage()) { }
        }
        catch (Exception exception) when (exception is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            await EndBroken();
        }
        catch (Exception exception)
        {
            LogBroken(exception, Session.Component);
            Close(CloseReason.Internal, "Something failed inside; the log says more.");
            await EndBroken();
        }
        await _ended.Task;
        // A write that is under way ends before the connection does.
        await _stream.Shut();
        lock (_ended) _gone = true;
    }

    /// <summary>Reads a message and does what it says.</summary>
    /// <returns>False when there will be no more.</returns>
    private async Task<bool> ReadMessage()
    {
        // While nothing comes, it holds no buffer.
        var begun = await _socket.ReceiveAsync(Memory<byte>.Empty, CancellationToken.None);
        if (begun.MessageType == WebSocketMessageType.Close) return Leave(_socket.CloseStatus);
        var buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
        try
        {
            Volatile.Write(ref _messageSince, Math.Max(1, _parts.Clock.Now.Ticks));
            var (length, most, ended) = (0, _parts.Options().Limits.BodyBytes, begun.EndOfMessage);
            while (!ended)
            {
                if (length == buffer.Length && !IsClosing) buffer = Grow(buffer);
                // What comes to one that is being closed is read and forgotten.
                var into = IsClosing ? buffer : buffer.AsMemory(length);
                var read = await _socket.ReceiveAsync(into, CancellationToken.None);
                // In the middle of a message, too.
                if (read.MessageType == WebSocketMessageType.Close) return Leave(_socket.CloseStatus);
                ended = read.EndOfMessage;
                length += read.Count;
                if (read.MessageType == WebSocketMessageType.Binary) Refuse(CloseReason.Unsupported, "Only text is taken here: JSON, one object in a message.");
                else if (length > most) Refuse(CloseReason.TooBig, $"A message may have {most} bytes.");
                if (IsClosing) length = 0;
            }
            Volatile.Write(ref _messageSince, 0);
            if (begun.MessageType == WebSocketMessageType.Binary) Refuse(CloseReason.Unsupported, "Only text is taken here: JSON, one object in a message.");
            if (!IsClosing) await Handle(buffer.AsMemory(0, length));
            return true;
        }
        finally
        {
            Volatile.Write(ref _messageSince, 0);
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The client closes: it is answered with its own code.</summary>
    private bool Leave(WebSocketCloseStatus? status)
    {
        Close(status is { } given and not WebSocketCloseStatus.Empty ? (int)given : CloseReason.Normal, "");
        return false;
    }

    private static byte[] Grow(byte[] buffer)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    private void Refuse(int status, string reason)
    {
        if (IsClosing) return;
        _parts.Metrics.Caught(recovered: false);
        Close(status, reason);
    }

    /// <summary>
    /// The connection broke, or broke the protocol: then the WebSocket has said so itself. What still comes in is read, for a connection that is ended with something
    /// unread ends with a reset, and the other side never gets what was sent last.
    /// </summary>
    private async Task EndBroken()
    {
        if (!IsClosing) _parts.Metrics.Caught(recovered: false);
        if (_stream.IsClosed) Close((int)(_socket.CloseStatus ?? WebSocketCloseStatus.ProtocolError), "");
        if (IsClosing)
        {
            await _ended.Task;
            await ReadToEnd();
        }
        Abort();
    }

    private async Task ReadToEnd()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
        try
        {
            while (await _stream.ReadAsync(buffer) > 0) { }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // It has ended.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async ValueTask Handle(ReadOnlyMemory<byte> message)
    {
        _parts.Metrics.Received();
        var limits = _parts.Options();
        var wait = _bucket.Take(_parts.Clock.Now, limits.Sockets.MessagesPerSecond);
        if (wait > TimeSpan.Zero) await Task.Delay(wait, _parts.Clock.Time);
        if (Take(message.Span, limits.Limits) is { } work) await work;
    }

    /// <summary>Counts a bad message; too many of them end the connection.</summary>
    private void Bad(string code, string problem, ReadOnlySpan<byte> id)
    {
        var now = _parts.Clock.Now;
        if (now - _bad.Since > TimeSpan.FromMinutes(1)) _bad = (now, 0);
        var (forgiven, options) = (++_bad.Count <= Options.MaxBadMessages, Options);
        _parts.Metrics.Caught(recovered: forgiven);
        Answer(Answers.Error(code, problem, id));
        if (!forgiven) Close(CloseReason.Policy, $"More than {options.MaxBadMessages} bad messages within a minute. The last one: {problem}");
    }

    [LoggerMessage(4202, LogLevel.Error, "The connection of {Component} is ended: something failed inside.")]
    private partial void LogBroken(Exception exception, string component);
}
