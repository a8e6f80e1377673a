using System.Buffers;
using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;

namespace Genesis.DoorClient;

/// <content>Requests and subscriptions.</content>
public partial class RemoteComponent
{
    // The door's own deadline comes first, so that its answer says more than silence would.
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<long, TaskCompletionSource<RemoteReply>> _requests = new();
    private long _ids;

    /// <summary>Asks a component of the host and waits for the answer.</summary>
    /// <param name="target">Whom to ask.</param>
    /// <param name="type">Type of the request.</param>
    /// <param name="data">The data: an object, or null for none.</param>
    /// <param name="timeout">How long to wait at most; as the options say when left out.</param>
    /// <param name="cancellationToken">Gives up waiting: the outcome is unknown then.</param>
    /// <returns>The answer or why there is none. A request that was under way when the connection broke ends as unknown; it is never sent twice.</returns>
    public Task<RemoteReply> RequestAsync(string target, string type, object? data = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(target);
        ArgumentException.ThrowIfNullOrEmpty(type);
        var time = timeout ?? _options.RequestTimeout;
        return Ask(
            writer =>
            {
                writer.WriteString("op", "request");
                writer.WriteString("target", target);
                writer.WriteString("type", type);
                writer.WriteNumber("timeoutMs", Math.Max(1, (int)time.TotalMilliseconds));
                WriteData(writer, data);
            },
            time, cancellationToken);
    }

    /// <summary>Subscribes to events of any origin; it holds for all connections to come.</summary>
    /// <returns>Whether the door has done it, or why not.</returns>
    public Task<RemoteReply> SubscribeAsync(params IReadOnlyList<string> types)
    {
        lock (_gate) _types.UnionWith(types);
        return Ask(writer => WriteTypes(writer, "subscribe", types), _options.RequestTimeout, CancellationToken.None);
    }

    /// <summary>Takes back <see cref="SubscribeAsync"/>.</summary>
    public Task<RemoteReply> UnsubscribeAsync(params IReadOnlyList<string> types)
    {
        lock (_gate) _types.ExceptWith(types);
        return Ask(writer => WriteTypes(writer, "unsubscribe", types), _options.RequestTimeout, CancellationToken.None);
    }

    private async Task<RemoteReply> Ask(Action<Utf8JsonWriter> write, TimeSpan time, CancellationToken cancellationToken)
    {
        if (_requests.Count >= _options.MaxRequests) return new(RemoteReplyKind.NotSent, null, null, $"{_options.MaxRequests} requests are under way, and there may be no more.");
        var number = Interlocked.Increment(ref _ids);
        var answer = new TaskCompletionSource<RemoteReply>(TaskCreationOptions.RunContinuationsAsynchronously);
        _requests[number] = answer;
        try
        {
            using var deadline = new CancellationTokenSource(time + Grace, _options.Time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
            var sent = await Send(
                writer =>
                {
                    write(writer);
                    writer.WriteNumber("id", number);
                },
                both.Token).ConfigureAwait(false);
            if (answer.Task.IsCompleted) return await answer.Task.ConfigureAwait(false);
            if (!sent) return new(RemoteReplyKind.NotSent, null, null, "There was no connection, or it broke while the request was being sent.");
            return await answer.Task.WaitAsync(both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return new(RemoteReplyKind.Unknown, null, null, "No answer came in time; whether the request took effect is unknown.");
        }
        finally
        {
            _requests.TryRemove(number, out _);
        }
    }

    /// <summary>Sends a message as soon as there is a connection.</summary>
    private async Task<bool> Send(Action<Utf8JsonWriter> write, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed.IsCancellationRequested, this);
        var message = Message(write);
        using var deadline = new CancellationTokenSource(_options.ConnectTimeout, _options.Time);
        using var all = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token, _disposed.Token);
        Task<Link> waiting;
        lock (_gate) waiting = _link.Task;
        try
        {
            var link = await waiting.WaitAsync(all.Token).ConfigureAwait(false);
            await link.Send(message, all.Token).ConfigureAwait(false);
            Interlocked.Increment(ref _sent);
            return true;
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            return false;
        }
    }

    private static ReadOnlyMemory<byte> Message(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }

    private void EndRequest(JsonElement root)
    {
        if (!root.TryGetProperty("id", out var id) || !id.TryGetInt64(out var number) || !_requests.TryGetValue(number, out var answer)) return;
        if (root.TryGetProperty("problem", out var problem))
            answer.TrySetResult(new(RemoteReplyKind.Problem, null, problem.Clone(), problem.TryGetProperty("detail", out var detail) ? detail.GetString() ?? "" : "The request was refused."));
        else answer.TrySetResult(new(RemoteReplyKind.Ok, (root.TryGetProperty("result", out var result) ? result : root).Clone(), null, "It was answered."));
    }

    private bool EndRefused(RemoteError error) =>
        error.Id is { ValueKind: JsonValueKind.Number } id && id.TryGetInt64(out var number) && _requests.TryGetValue(number, out var answer)
        && answer.TrySetResult(new(RemoteReplyKind.Problem, null, null, error.Message));

    private void EndRequests(string sentence)
    {
        foreach (var answer in _requests.Values) answer.TrySetResult(new(RemoteReplyKind.Unknown, null, null, sentence));
    }
}
