using System.Text.Json;

namespace Genesis.DoorClient;

/// <content>What comes in.</content>
public partial class RemoteComponent
{
    private static readonly JsonElement Empty = JsonDocument.Parse("{}").RootElement;

    /// <summary>Does what a message says.</summary>
    /// <returns>Whether it was the one that opens the session.</returns>
    private async Task<bool> Take(Link link, ReadOnlyMemory<byte> message)
    {
        using var document = JsonDocument.Parse(message);
        var root = document.RootElement;
        switch (root.TryGetProperty("op", out var op) ? op.GetString() : null)
        {
            case null:
                _worked = true;
                TakeEvent(root);
                return false;
            case "session":
                await TakeSession(link, root).ConfigureAwait(false);
                return true;
            case "gap":
                // One of the door's own has its place among the events.
                if (NumberOf(root, "seq") is { } place)
                {
                    if (_overflowed || place <= _place) return false;
                    _place = place;
                }
                _gaps++;
                await _queue.Writer.WriteAsync(new RemoteGap(NumberOf(root, "from"), NumberOf(root, "to"), root.GetProperty("reason").GetString() ?? ""), link.Broken).ConfigureAwait(false);
                return false;
            case "reply" or "subscribed" or "unsubscribed":
                _worked = true;
                EndRequest(root);
                return false;
            case "error":
                TakeError(root);
                return false;
            default:
                // Of a newer door.
                return false;
        }
    }

    private void TakeEvent(JsonElement root)
    {
        var number = NumberOf(root, "seq") ?? 0;
        // What did not fit before comes again after the next connection, and so does all that follows it.
        if (_overflowed || (number > 0 && number <= _place)) return;
        var happened = new RemoteEvent(root.GetProperty("type").GetString()!, (root.TryGetProperty("data", out var data) ? data : Empty).Clone(), root.GetProperty("source").GetString() ?? "", number);
        if (!_queue.Writer.TryWrite(happened))
        {
            _overflowed = true;
            return;
        }
        _received++;
        if (number > 0) _place = number;
    }

    private async Task TakeSession(Link link, JsonElement root)
    {
        var resumed = root.GetProperty("resumed").GetBoolean();
        if (resumed) _resumes++;
        _session = root.GetProperty("session").GetString();
        _place = root.GetProperty("seq").GetInt64();
        // In its place among the events: those before it are of the session before.
        if (!resumed) await _queue.Writer.WriteAsync(new RemotePosition(_session!, _place), link.Broken).ConfigureAwait(false);
        Open(link);
        string[] types;
        lock (_gate) types = [.. _types];
        // A session that goes on knows its subscriptions.
        if (!resumed && types.Length > 0) await link.Send(Message(writer => WriteTypes(writer, "subscribe", types)), link.Broken).ConfigureAwait(false);
    }

    private void TakeError(JsonElement root)
    {
        var id = root.TryGetProperty("id", out var given) ? given.Clone() : (JsonElement?)null;
        var error = new RemoteError(root.GetProperty("code").GetString() ?? "", root.GetProperty("message").GetString() ?? "", id);
        if (!EndRefused(error)) OnError(error);
    }

    private static long? NumberOf(JsonElement root, string name) => root.TryGetProperty(name, out var number) ? number.GetInt64() : null;

    private static void WriteTypes(Utf8JsonWriter writer, string op, IEnumerable<string> types)
    {
        writer.WriteString("op", op);
        writer.WriteStartArray("types");
        foreach (var type in types) writer.WriteStringValue(type);
        writer.WriteEndArray();
    }
}
