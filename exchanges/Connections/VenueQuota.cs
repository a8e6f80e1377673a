using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Genesis.Exchanges;

/// <summary>What is left of a venue's limits per address. All connections of the process to the same host share it, because the venue counts them together.</summary>
internal sealed class VenueQuota(VenueLimits limits, TimeProvider time)
{
    private static readonly ConditionalWeakTable<TimeProvider, ConcurrentDictionary<(string, VenueLimits), VenueQuota>> Shared = new();

    public TokenBucket Connects { get; } = new(limits.Connects.Permits, limits.Connects.Window, time);

    public TokenBucket RestWeight { get; } = new(limits.RestWeight.Permits, limits.RestWeight.Window, time);

    public static VenueQuota Of(IVenue venue, VenueLimits limits, TimeProvider time) =>
        Shared.GetOrCreateValue(time).GetOrAdd((venue.Endpoints.WebSocket.AbsoluteUri, limits), _ => new VenueQuota(limits, time));
}
