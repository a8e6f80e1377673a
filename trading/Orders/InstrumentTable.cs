using System.Collections.Concurrent;
using Genesis.Exchanges;

namespace Genesis.Trading;

/// <summary>What is known of the instruments of the venue: who connects to it sets them, orders are checked against them. Safe from any thread.</summary>
public sealed class InstrumentTable
{
    private readonly ConcurrentDictionary<string, Instrument> _instruments = new(StringComparer.Ordinal);

    /// <summary>Notes what a venue says of an instrument; a later one replaces it.</summary>
    public void Set(Instrument instrument)
    {
        ArgumentNullException.ThrowIfNull(instrument);
        _instruments[instrument.Symbol.Name] = instrument;
    }

    /// <summary>The instrument of a symbol (<c>BTC-USDT</c>), or null when nothing is known of it.</summary>
    public Instrument? Find(string symbol) => _instruments.GetValueOrDefault(symbol);
}
