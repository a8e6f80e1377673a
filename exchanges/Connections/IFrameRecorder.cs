namespace Genesis.Exchanges;

/// <summary>Sees every raw frame, in the order of its connection, on the thread that received it: quick, and not throwing.</summary>
public interface IFrameRecorder
{
    /// <param name="connection">Tells connections apart; new after each reconnect.</param>
    void Connected(long connection, Uri url, DateTimeOffset time);

    /// <param name="frame">Valid during the call only.</param>
    void Sent(long connection, Uri url, DateTimeOffset time, ReadOnlySpan<byte> frame);

    /// <param name="frame">Valid during the call only.</param>
    void Received(long connection, DateTimeOffset time, ReadOnlySpan<byte> frame);

    /// <summary>An answer to a REST request.</summary>
    void Answered(Uri url, DateTimeOffset time, ReadOnlySpan<byte> body);
}
