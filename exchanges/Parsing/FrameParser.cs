using System.Text;
using System.Text.Json;

namespace Genesis.Exchanges;

/// <summary>The part of parsing that is the same for every venue: malformed frames are counted and reported, and nothing in them is used.</summary>
internal abstract class FrameParser(string venue) : IFrameParser
{
    private const int MostReported = 200;

    private readonly FrameContent _content = new();

    public FrameCounts Counts { get; } = new();

    public FrameKind Parse(ReadOnlySpan<byte> frame, DateTimeOffset received, IMarketDataSink sink)
    {
        _content.Clear();
        var kind = FrameKind.Malformed;
        string? problem = null;
        try
        {
            kind = Read(frame, received, _content);
        }
        catch (Exception error) when (error is JsonException or FormatException or OverflowException or InvalidOperationException or ArgumentException)
        {
            problem = error.Message;
        }
        Counts.Count(kind);
        if (problem is null) _content.HandTo(sink);
        else sink.OnMalformed(new MalformedFrame(venue, Beginning(frame), problem, frame.Length, received));
        return kind;
    }

    /// <summary>Reads a frame into <paramref name="content"/>. Exceptions of format mean that it is malformed.</summary>
    protected abstract FrameKind Read(ReadOnlySpan<byte> frame, DateTimeOffset received, FrameContent content);

    protected static FrameKind Notice(FrameContent content, VenueNotice notice)
    {
        content.Notice = notice;
        return FrameKind.Notice;
    }

    private static string Beginning(ReadOnlySpan<byte> frame)
    {
        var text = Encoding.UTF8.GetString(frame[..Math.Min(frame.Length, MostReported)]);
        return string.Create(text.Length, text, (target, source) =>
        {
            for (var i = 0; i < source.Length; i++) target[i] = char.IsControl(source[i]) ? ' ' : source[i];
        });
    }
}
