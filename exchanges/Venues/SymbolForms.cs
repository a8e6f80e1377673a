namespace Genesis.Exchanges;

/// <summary>Reads symbols as people and venues write them: <c>BTC/USDT</c>, <c>BTC-USDT</c>, <c>btc_usdt</c>, <c>btcusdt</c>, <c>XBT/USD</c>, <c>BTC-USDT-SWAP</c>.</summary>
public static class SymbolForms
{
    // Longest first where one ends like another (FDUSD before USD). What is not here is known from the venue's instruments only.
    private static readonly string[] QuoteAssets =
        ["FDUSD", "USDT", "USDC", "TUSD", "BUSD", "USDE", "USD1", "EURI", "USD", "EUR", "GBP", "JPY", "TRY", "BRL", "AUD", "CHF", "CAD",
         "DAI", "BTC", "XBT", "ETH", "BNB", "SOL", "MNT"];

    private static readonly char[] Separators = ['/', '-', '_', ':'];

    /// <summary>The parts of a symbol, upper-case, with Kraken's names of assets made common; null if they cannot be told apart.</summary>
    /// <returns>Suffix is <c>PERP</c> for perpetuals, the expiry of dated futures, empty for spot.</returns>
    public static (string Base, string Quote, string Suffix)? Parse(string text)
    {
        var parts = text.Trim().ToUpperInvariant().Split(Separators);
        if (parts.Any(part => part.Length == 0 || !part.All(char.IsAsciiLetterOrDigit))) return null;
        if (parts.Length > 2) return (Asset(parts[0]), Asset(parts[1]), Suffix(string.Join('-', parts[2..])));
        if (parts.Length == 2 && Suffix(parts[1]) is not "PERP" && !IsExpiry(parts[1])) return (Asset(parts[0]), Asset(parts[1]), "");
        var quote = Array.Find(QuoteAssets, asset => parts[0].Length > asset.Length && parts[0].EndsWith(asset, StringComparison.Ordinal));
        return quote is null ? null : (Asset(parts[0][..^quote.Length]), Asset(quote), parts.Length == 2 ? Suffix(parts[1]) : "");
    }

    /// <summary>An asset's common name: Kraken says XBT for BTC and XDG for DOGE.</summary>
    public static string Asset(string name) => name switch
    {
        "XBT" => "BTC",
        "XDG" => "DOGE",
        _ => name,
    };

    /// <summary>The kind of instrument that a suffix tells of.</summary>
    public static InstrumentKind KindOf(string suffix) => suffix switch
    {
        "" => InstrumentKind.Spot,
        "PERP" => InstrumentKind.Perpetual,
        _ when suffix.EndsWith("-C", StringComparison.Ordinal) || suffix.EndsWith("-P", StringComparison.Ordinal) => InstrumentKind.Option,
        _ => InstrumentKind.Future,
    };

    private static string Suffix(string text) => text is "SWAP" or "PERPETUAL" ? "PERP" : text;

    private static bool IsExpiry(string text) => text.Length >= 6 && char.IsAsciiDigit(text[0]) && text.Count(char.IsAsciiDigit) >= 4;
}
