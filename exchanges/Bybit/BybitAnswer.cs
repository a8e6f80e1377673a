using System.Globalization;
using System.Text.Json;

namespace Genesis.Exchanges.Bybit;

/// <summary>The fields of an answer to a request.</summary>
internal ref struct BybitAnswer
{
    private string? _operation;
    private string? _message;
    private bool _success;
    private long _requestId;

    public void Take(ReadOnlySpan<byte> name, ref Utf8JsonReader reader)
    {
        if (name.SequenceEqual("op"u8)) _operation = reader.Text();
        else if (name.SequenceEqual("ret_msg"u8)) _message = reader.Text();
        else if (name.SequenceEqual("success"u8)) _success = reader.TokenType == JsonTokenType.True;
        else if (name.SequenceEqual("req_id"u8)) _ = long.TryParse(reader.Text(), CultureInfo.InvariantCulture, out _requestId);
        else reader.Skip();
    }

    public readonly VenueNotice? Make() => _operation switch
    {
        null => null,
        "ping" or "pong" => new VenueNotice(NoticeKind.Pong, null, _requestId),
        "subscribe" when _success => new VenueNotice(NoticeKind.Subscribed, null, _requestId),
        "unsubscribe" when _success => new VenueNotice(NoticeKind.Unsubscribed, null, _requestId),
        "subscribe" or "unsubscribe" => new VenueNotice(NoticeKind.Rejected, null, _requestId, _message ?? ""),
        _ => new VenueNotice(NoticeKind.Status, null, _requestId, _operation),
    };
}
