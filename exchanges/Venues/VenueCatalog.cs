namespace Genesis.Exchanges;

/// <summary>The venues there are, by name.</summary>
public static class VenueCatalog
{
    private static readonly Dictionary<string, Func<VenueEndpoints?, IVenue>> Makers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["binance"] = endpoints => new Binance.BinanceSpot(endpoints),
        ["binance-futures"] = endpoints => new Binance.BinanceFutures(endpoints),
        ["coinbase"] = endpoints => new Coinbase.CoinbaseVenue(endpoints),
        ["kraken"] = endpoints => new Kraken.KrakenVenue(endpoints),
        ["kraken-v1"] = endpoints => new Kraken.KrakenV1Venue(endpoints),
        ["okx"] = endpoints => new Okx.OkxVenue(endpoints),
        ["bybit"] = endpoints => new Bybit.BybitVenue("spot", endpoints),
        ["bybit-linear"] = endpoints => new Bybit.BybitVenue("linear", endpoints),
    };

    public static IReadOnlyCollection<string> Names => Makers.Keys;

    /// <summary>Makes a venue.</summary>
    /// <param name="endpoints">Where it is; null for the live one.</param>
    /// <exception cref="ArgumentException">There is none of this name; the message lists those there are.</exception>
    public static IVenue Create(string name, VenueEndpoints? endpoints = null) =>
        Makers.TryGetValue(name, out var make)
            ? make(endpoints)
            : throw new ArgumentException($"'{name}' is no venue: there are {string.Join(", ", Makers.Keys)}.", nameof(name));
}
