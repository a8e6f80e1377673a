using System.Text;
using Genesis.Exchanges;

namespace Genesis.Tests.Exchanges;

/// <summary>Gives frames to a venue's parser and keeps what came of them.</summary>
internal static class Parsed
{
    public static readonly DateTimeOffset Received = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    public static (FrameKind Kind, Recorder Seen) By(string venue, params string[] frames)
    {
        var parser = VenueCatalog.Create(venue).CreateParser();
        var seen = new Recorder();
        var kind = FrameKind.Unknown;
        foreach (var frame in frames) kind = parser.Parse(Encoding.UTF8.GetBytes(frame), Received, seen);
        return (kind, seen);
    }

    public static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
