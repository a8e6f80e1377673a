namespace Genesis.Exchanges.Kraken;

/// <summary>Kraken, WebSocket version 1, for captures made with it. Assets have Kraken's own names (XBT).</summary>
internal sealed class KrakenV1Venue(VenueEndpoints? endpoints = null) : KrakenVenue("kraken-v1", "", endpoints, WriteV1)
{
    public override LivenessRules Liveness { get; } = new(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5), """{"event":"ping"}"""u8.ToArray());

    public override ISubscriptionWriter Subscriptions => new KrakenV1Subscriptions(Limits);

    public override IFrameParser CreateParser() => new KrakenV1Parser(Symbols);

    private static string WriteV1(string asset) => asset switch
    {
        "BTC" => "XBT",
        "DOGE" => "XDG",
        _ => asset,
    };
}
