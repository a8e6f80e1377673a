namespace Genesis.Exchanges;

/// <summary>Base addresses of a venue: the live ones by default, a simulated exchange's in tests and demos.</summary>
/// <param name="WebSocket">Scheme, host and port (and a prefix, if any) for streams; routes append their paths.</param>
/// <param name="Rest">The same for REST.</param>
public sealed record VenueEndpoints(Uri WebSocket, Uri Rest)
{
    public Uri Stream(string path) => Append(WebSocket, path);

    public Uri Query(string path) => Append(Rest, path);

    private static Uri Append(Uri address, string path) => new(address.AbsoluteUri.TrimEnd('/') + path);
}
