namespace Genesis.Exchanges;

/// <summary>Asks for book snapshots within the venue's weight, and leaves it alone when it says so.</summary>
internal sealed class SnapshotClient(IVenue venue, VenueQuota quota, ExchangeConnectionOptions options)
{
    private static readonly TimeSpan Penalty = TimeSpan.FromSeconds(10);

    /// <summary>A snapshot, or the reason why there is none.</summary>
    public async Task<(BookUpdate? Snapshot, string Problem)> GetAsync(StreamKey stream, RestQuery query, CancellationToken cancellation)
    {
        await quota.RestWeight.TakeAsync(Math.Min(query.Weight, quota.RestWeight.Capacity), cancellation);
        try
        {
            var reply = await options.Rest.GetAsync(query.Url, cancellation);
            // 429 asks to slow down, 418 says that the address is banned, 403 is what some venues' walls answer to both.
            if (reply.Status is 429 or 418 or 403) quota.RestWeight.Block(reply.RetryAfter ?? Penalty);
            if (reply.Status != 200) return (null, $"the venue answered {reply.Status}");
            var received = options.Time.GetUtcNow();
            options.Recorder?.Answered(query.Url, received, reply.Body);
            return venue.ParseBookSnapshot(stream, reply.Body, received) is { } snapshot ? (snapshot, "") : (null, "the answer cannot be read");
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException || (problem is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return (null, problem.Message);
        }
    }
}
