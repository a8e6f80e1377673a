namespace Genesis.Exchanges;

/// <summary>The venue refused a connection because there were too many: it is left alone for a while.</summary>
public sealed class VenueRefusedException(int status, TimeSpan? retryAfter, Exception? inner = null)
    : Exception($"The venue answered {status}: too many connections from this address. None is tried for {(retryAfter ?? DefaultWait).TotalSeconds:0} s.", inner)
{
    private static readonly TimeSpan DefaultWait = TimeSpan.FromSeconds(10);

    public int Status => status;

    public TimeSpan RetryAfter => retryAfter ?? DefaultWait;
}
