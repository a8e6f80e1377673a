using System.Collections.Concurrent;
using System.Text;

namespace Genesis.Exchanges;

/// <summary>A venue's symbols: from any form to the symbol, and from the bytes of a frame to the symbol without allocating.</summary>
/// <param name="venue">The venue's name, for messages.</param>
/// <param name="read">From the venue's own form; null if it is none.</param>
/// <param name="write">From base, quote and suffix to the venue's own form.</param>
public sealed class SymbolTable(string venue, Func<string, Symbol?> read, Func<string, string, string, string> write)
{
    // More names than any venue lists: what goes past it is not remembered, so that no peer can fill the memory.
    private const int MostNames = 50_000;

    private readonly ConcurrentDictionary<byte[], Symbol> _byFrame = new(Utf8Comparer.Instance);
    private readonly ConcurrentDictionary<string, Instrument> _byName = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The instruments learned from the venue.</summary>
    public IEnumerable<Instrument> Instruments => _byName.Where(pair => pair.Key == pair.Value.Symbol.Name).Select(pair => pair.Value);

    /// <summary>Takes the venue's instruments: from now on they tell how its names are read.</summary>
    public void Learn(IEnumerable<Instrument> instruments)
    {
        foreach (var instrument in instruments)
        {
            var symbol = instrument.Symbol;
            _byName[symbol.VenueName] = instrument;
            _byName[symbol.Name] = instrument;
            _byFrame[Encoding.UTF8.GetBytes(symbol.VenueName)] = symbol;
        }
    }

    /// <summary>The instrument of a symbol; null if it was never learned.</summary>
    public Instrument? Find(Symbol symbol) => _byName.GetValueOrDefault(symbol.Name);

    /// <summary>The symbol for any common form.</summary>
    /// <exception cref="ArgumentException">The text cannot be told apart into base and quote.</exception>
    public Symbol Resolve(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        if (_byName.TryGetValue(text, out var known)) return known.Symbol;
        if (SymbolForms.Parse(text) is not var (asset, quote, suffix))
            throw new ArgumentException($"'{text}' is no symbol that can be read for {venue}: write base and quote apart, as in BTC-USDT.", nameof(text));
        var name = suffix.Length == 0 ? $"{asset}-{quote}" : $"{asset}-{quote}-{suffix}";
        if (_byName.TryGetValue(name, out known)) return known.Symbol;
        var own = write(asset, quote, suffix);
        return read(own) ?? new Symbol(asset, quote, own, SymbolForms.KindOf(suffix), suffix);
    }

    /// <summary>The symbol that a frame names.</summary>
    /// <exception cref="FormatException">The name is none of this venue.</exception>
    internal Symbol Get(ReadOnlySpan<byte> name) =>
        _byFrame.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(name, out var symbol) ? symbol : Add(name);

    private Symbol Add(ReadOnlySpan<byte> name)
    {
        var text = Encoding.UTF8.GetString(name);
        var symbol = (text.Length <= 64 ? read(text) : null)
            ?? throw new FormatException($"'{text[..Math.Min(64, text.Length)]}' is no symbol of {venue}");
        if (_byFrame.Count < MostNames) _byFrame.TryAdd(name.ToArray(), symbol);
        return symbol;
    }
}
