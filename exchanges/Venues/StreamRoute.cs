namespace Genesis.Exchanges;

/// <summary>Where a stream is served. Streams of one route may share a connection; those of two may not.</summary>
/// <param name="Name">Name of the route within the venue: <c>public</c>, <c>market</c>, <c>business</c>.</param>
/// <param name="Url">Where to connect.</param>
public sealed record StreamRoute(string Name, Uri Url);
