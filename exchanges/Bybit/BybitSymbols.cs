namespace Genesis.Exchanges.Bybit;

/// <summary>Bybit's names: <c>BTCUSDT</c> for spot and USDT perpetuals, <c>BTCPERP</c> for USDC perpetuals, <c>BTCUSDT-27MAR26</c> and <c>BTC-27MAR26</c> for futures.</summary>
internal static class BybitSymbols
{
    public static Symbol? ReadSpot(string name) =>
        SymbolForms.Parse(name) is var (asset, quote, suffix) && suffix.Length == 0 ? new Symbol(asset, quote, name.ToUpperInvariant()) : null;

    public static Symbol? ReadLinear(string name)
    {
        var own = name.ToUpperInvariant();
        if (own.EndsWith("PERP", StringComparison.Ordinal) && own.Length > 4 && own.All(char.IsAsciiLetterOrDigit))
            return new Symbol(own[..^4], "USDC", own, InstrumentKind.Perpetual, "PERP");
        var parts = own.Split('-');
        if (parts.Length == 2 && parts[1].Length > 0 && char.IsAsciiDigit(parts[1][0]))
            return SymbolForms.Parse(parts[0]) is var (asset, quote, _)
                ? new Symbol(asset, quote, own, InstrumentKind.Future, parts[1])
                : new Symbol(parts[0], "USDC", own, InstrumentKind.Future, parts[1]);
        return SymbolForms.Parse(own) is var (other, paid, suffix) && suffix is "" or "PERP" ? new Symbol(other, paid, own, InstrumentKind.Perpetual, "PERP") : null;
    }

    public static string Write(string asset, string quote, string suffix) => suffix switch
    {
        "" => asset + quote,
        "PERP" => quote == "USDC" ? asset + "PERP" : asset + quote,
        _ => quote == "USDC" ? $"{asset}-{suffix}" : $"{asset}{quote}-{suffix}",
    };
}
