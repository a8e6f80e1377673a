using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Genesis.Exchanges.Okx;

/// <summary>The fields of an event: the answer to a request, or a notice.</summary>
internal ref struct OkxAnswer
{
    private string? _event;
    private string? _code;
    private string? _message;
    private long _requestId;

    public void Take(ReadOnlySpan<byte> name, ref Utf8JsonReader reader)
    {
        if (name.SequenceEqual("event"u8)) _event = reader.Text();
        else if (name.SequenceEqual("code"u8)) _code = reader.Text();
        else if (name.SequenceEqual("msg"u8)) _message = reader.Text();
        else if (name.SequenceEqual("id"u8)) _ = long.TryParse(reader.Text(), CultureInfo.InvariantCulture, out _requestId);
        else reader.Skip();
    }

    public readonly VenueNotice? Make(ReadOnlySpan<byte> channel, ReadOnlySpan<byte> instrument)
    {
        if (_event is null) return null;
        var stream = channel.IsEmpty ? null : $"{Encoding.UTF8.GetString(channel)}:{Encoding.UTF8.GetString(instrument)}";
        return _event switch
        {
            "subscribe" => new VenueNotice(NoticeKind.Subscribed, stream, _requestId),
            "unsubscribe" => new VenueNotice(NoticeKind.Unsubscribed, stream, _requestId),
            "error" => new VenueNotice(NoticeKind.Rejected, stream, _requestId, $"{_code}: {_message}"),
            // 64008: the connection will be closed for an upgrade.
            "notice" => new VenueNotice(_code == "64008" ? NoticeKind.Closing : NoticeKind.Status, stream, _requestId, $"{_code}: {_message}"),
            _ => new VenueNotice(NoticeKind.Status, stream, _requestId, _event),
        };
    }
}
