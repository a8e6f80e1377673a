namespace Genesis.Exchanges;

/// <summary>What a venue allows one address. Going past it gets the address banned, so every limit is kept here, before it is met there.</summary>
/// <param name="Connects">New connections.</param>
/// <param name="Messages">Messages sent on one connection.</param>
/// <param name="StreamsPerConnection">Streams subscribed on one connection.</param>
/// <param name="StreamsPerMessage">Streams in one subscription message.</param>
/// <param name="MessageBytes">Length of one message sent.</param>
/// <param name="RestWeight">Weight of REST requests, see <see cref="RestQuery.Weight"/>.</param>
/// <param name="ConnectionLife">The venue ends a connection at this age; null if it does not.</param>
public sealed record VenueLimits(
    RateLimit Connects,
    RateLimit Messages,
    int StreamsPerConnection,
    int StreamsPerMessage,
    int MessageBytes,
    RateLimit RestWeight,
    TimeSpan? ConnectionLife = null);
