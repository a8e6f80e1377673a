using Genesis.Exchanges;

namespace Genesis.Trading;

/// <summary>Symbols in the form of the flow.</summary>
public static class Symbols
{
    /// <summary>The form <c>BTC-USDT</c> of a symbol in any common form; the text itself when it cannot be read.</summary>
    public static string Name(string text) => SymbolForms.Parse(text) is var (asset, quote, suffix) ? suffix.Length == 0 ? $"{asset}-{quote}" : $"{asset}-{quote}-{suffix}" : text;

    /// <summary>The kind of instrument that a symbol names; null when it cannot be read.</summary>
    public static InstrumentKind? Kind(string text) => SymbolForms.Parse(text) is var (_, _, suffix) ? SymbolForms.KindOf(suffix) : null;
}
