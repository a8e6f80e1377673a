namespace Genesis.Exchanges;

/// <summary>Reads one venue's frames. One per connection, used by one thread at a time.</summary>
public interface IFrameParser
{
    /// <summary>Reads a frame and hands what is in it to <paramref name="sink"/>, all of it or (malformed) none. Never throws for what a frame contains.</summary>
    FrameKind Parse(ReadOnlySpan<byte> frame, DateTimeOffset received, IMarketDataSink sink);

    FrameCounts Counts { get; }
}
