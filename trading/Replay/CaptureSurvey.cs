using System.Collections.Immutable;
using Genesis.Exchanges;

namespace Genesis.Trading;

/// <summary>What is in captures, before they are replayed.</summary>
/// <param name="Venue">The venue, with the version of its protocol.</param>
/// <param name="Begins">When the first frame came.</param>
/// <param name="Ends">When the last one did.</param>
/// <param name="Spot">Symbols that paper trades.</param>
/// <param name="Refused">Symbols that it does not trade, with the reason.</param>
public sealed record CaptureSurvey(string Venue, DateTimeOffset Begins, DateTimeOffset Ends, ImmutableArray<string> Spot, ImmutableSortedDictionary<string, string> Refused)
{
    /// <summary>Reads captures through once.</summary>
    /// <param name="captures">The captures.</param>
    /// <param name="venue">The venue's name; null to tell it by the address that was recorded.</param>
    /// <exception cref="ArgumentException">The venue cannot be told, or there is none of that name, or there is nothing in the captures.</exception>
    /// <exception cref="IOException">A file cannot be opened.</exception>
    public static CaptureSurvey Of(IReadOnlyList<CaptureInput> captures, string? venue = null)
    {
        venue ??= VenueOf(captures[0]);
        var seen = new Seen();
        DateTimeOffset? begins = null;
        DateTimeOffset ends = default;
        foreach (var capture in captures)
        {
            using var replay = capture.Open(VenueCatalog.Create(venue), seen, seen);
            var first = replay.NextTime;
            replay.Run();
            if (first is null) continue;
            begins = begins is { } known && known < first ? known : first;
            ends = replay.Time > ends ? replay.Time : ends;
        }
        if (begins is not { } began || seen.Symbols.Count == 0)
            throw new ArgumentException($"{captures[0].Name} holds no market data that can be read by the rules of {venue}. Was it recorded there? Say where with --venue: {string.Join(", ", VenueCatalog.Names)}.", nameof(captures));
        var symbols = seen.Symbols.OrderBy(static symbol => symbol.Name, StringComparer.Ordinal).ToList();
        return new(
            venue, began, ends, [.. symbols.Where(static symbol => symbol.Kind == InstrumentKind.Spot).Select(static symbol => symbol.Name)],
            symbols.Where(static symbol => symbol.Kind != InstrumentKind.Spot).ToImmutableSortedDictionary(static symbol => symbol.Name, static symbol => Refusal(symbol.Kind), StringComparer.Ordinal));
    }

    private static string Refusal(InstrumentKind kind) => $"it is a {kind.ToString().ToLowerInvariant()}, and the paper exchange trades spot pairs only";

    private static string VenueOf(CaptureInput capture)
    {
        using var reader = capture.Read();
        var url = "";
        while (url.Length == 0 && reader.Read()) url = reader.Url;
        return url switch
        {
            _ when url.Contains("fstream.binance", StringComparison.Ordinal) => "binance-futures",
            _ when url.Contains("binance", StringComparison.Ordinal) => "binance",
            _ when url.Contains("coinbase", StringComparison.Ordinal) => "coinbase",
            _ when url.Contains("kraken", StringComparison.Ordinal) => url.Contains("/v2", StringComparison.Ordinal) ? "kraken" : "kraken-v1",
            _ when url.Contains("okx", StringComparison.Ordinal) => "okx",
            _ when url.Contains("bybit", StringComparison.Ordinal) => url.Contains("linear", StringComparison.Ordinal) ? "bybit-linear" : "bybit",
            _ => throw new ArgumentException($"{capture.Name} does not say which venue it is from ('{url}'). Say it with --venue: {string.Join(", ", VenueCatalog.Names)}.", nameof(capture)),
        };
    }

    private sealed class Seen : IMarketDataSink, IBookObserver
    {
        public HashSet<Symbol> Symbols { get; } = [];

        public void OnTrade(Trade trade) => Symbols.Add(trade.Symbol);

        public void OnQuote(Quote quote) => Symbols.Add(quote.Symbol);

        public void OnBook(BookUpdate update) => Symbols.Add(update.Symbol);

        public void OnCandle(Candle candle)
        {
        }

        public void OnNotice(VenueNotice notice)
        {
        }

        public void OnMalformed(MalformedFrame frame)
        {
        }

        public void OnChanged(OrderBook book)
        {
        }

        public void OnDoubt(OrderBook book, BookDoubt doubt)
        {
        }

        public void OnGrade(OrderBook book, BookGrade grade)
        {
        }
    }
}
