using System.Text;

namespace Genesis.Doors.Sockets;

/// <summary>Why a connection is closed.</summary>
internal sealed record CloseReason
{
    private const int MostBytes = 123;

    public const int Normal = 1000;
    public const int GoingAway = 1001;
    public const int Unsupported = 1003;
    public const int Broken = 1006;
    public const int Policy = 1008;
    public const int TooBig = 1009;
    public const int Internal = 1011;
    public const int TryAgainLater = 1013;

    public CloseReason(int status, string text) => (Status, Text) = (status, Cut(text));

    /// <summary>The code (RFC 6455, 7.4).</summary>
    public int Status { get; }

    /// <summary>The reason, for people.</summary>
    public string Text { get; }

    // A control frame has room for no more; characters are not cut in two.
    private static string Cut(string text)
    {
        if (Encoding.UTF8.GetByteCount(text) <= MostBytes) return text;
        var (length, bytes) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            if ((bytes += rune.Utf8SequenceLength) > MostBytes) break;
            length += rune.Utf16SequenceLength;
        }
        return text[..length];
    }
}
