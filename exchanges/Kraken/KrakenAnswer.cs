using System.Text.Json;

namespace Genesis.Exchanges.Kraken;

/// <summary>The fields of an answer to a version 2 request.</summary>
internal ref struct KrakenAnswer
{
    private string? _method;
    private string? _error;
    private string? _channel;
    private string? _symbol;
    private long _depth;
    private long _interval;
    private long _requestId;
    private bool _success;

    public void Take(ReadOnlySpan<byte> name, ref Utf8JsonReader reader)
    {
        if (name.SequenceEqual("method"u8)) _method = reader.Text();
        else if (name.SequenceEqual("error"u8)) _error = reader.Text();
        else if (name.SequenceEqual("success"u8)) _success = reader.TokenType == JsonTokenType.True;
        else if (name.SequenceEqual("req_id"u8)) _requestId = reader.Integer();
        else if (name.SequenceEqual("symbol"u8) && reader.TokenType == JsonTokenType.String) _symbol = reader.Text();
        else if (name.SequenceEqual("result"u8) && reader.TokenType == JsonTokenType.StartObject) Result(ref reader);
        else reader.Skip();
    }

    public readonly VenueNotice? Make() => _method switch
    {
        null => _error is null ? null : new VenueNotice(NoticeKind.Error, null, _requestId, _error),
        "pong" => new VenueNotice(NoticeKind.Pong, null, _requestId),
        "subscribe" when _success => new VenueNotice(NoticeKind.Subscribed, Stream, _requestId),
        "unsubscribe" when _success => new VenueNotice(NoticeKind.Unsubscribed, Stream, _requestId),
        _ when _error is not null => new VenueNotice(NoticeKind.Rejected, Stream, _requestId, _symbol is null ? _error : $"{_error} ({_symbol})"),
        _ => new VenueNotice(NoticeKind.Status, null, _requestId, _method),
    };

    private readonly string? Stream => _channel is null || _symbol is null ? null : KrakenStreams.Name(_channel, _symbol, _depth > 0 ? _depth : _interval);

    private void Result(ref Utf8JsonReader reader)
    {
        while (reader.NextField())
        {
            var name = reader.ValueSpan;
            reader.Step();
            if (name.SequenceEqual("channel"u8)) _channel = reader.Text();
            else if (name.SequenceEqual("symbol"u8)) _symbol = reader.Text();
            else if (name.SequenceEqual("depth"u8)) _depth = reader.Integer();
            else if (name.SequenceEqual("interval"u8)) _interval = reader.Integer();
            else reader.Skip();
        }
    }
}
