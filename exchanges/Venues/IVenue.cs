namespace Genesis.Exchanges;

/// <summary>
/// Everything that tells one venue from another: addresses, limits, how its streams are named, subscribed and read, and how its books are
/// kept. Immutable apart from the instruments it has learned; I/O is done by others.
/// </summary>
public interface IVenue
{
    /// <summary>Name in configuration and metrics: <c>binance</c>, <c>binance-futures</c>, <c>coinbase</c>, <c>kraken</c>, <c>okx</c>, <c>bybit</c>, <c>bybit-linear</c>.</summary>
    string Name { get; }

    VenueEndpoints Endpoints { get; }

    VenueLimits Limits { get; }

    LivenessRules Liveness { get; }

    /// <summary>Symbols and instruments: built-in ones until <see cref="SymbolTable.Learn"/> is given the venue's own.</summary>
    SymbolTable Symbols { get; }

    /// <summary>The stream for a channel and a symbol in any common form (<c>BTC/USDT</c>, <c>btcusdt</c>, <c>BTC-USDT</c>).</summary>
    /// <param name="interval">For candles; zero is one minute.</param>
    /// <param name="depth">For books, levels per side; zero is the standard for the venue, see its page.</param>
    /// <exception cref="ArgumentException">The venue has no such stream, or the symbol cannot be read; the message says what it has.</exception>
    StreamKey Stream(Channel channel, string symbol, TimeSpan interval = default, int depth = 0);

    /// <summary>Reads the venue's own stream name (<c>btcusdt@trade</c>).</summary>
    /// <exception cref="ArgumentException">Not a stream of this venue; the message says how its streams are named.</exception>
    StreamKey ParseStream(string name);

    /// <summary>The stream that carries this one: itself, or the trades from which this venue's candles are built.</summary>
    StreamKey Carrier(StreamKey stream);

    /// <summary>Where a carrier is served.</summary>
    StreamRoute Route(StreamKey stream);

    ISubscriptionWriter Subscriptions { get; }

    IFrameParser CreateParser();

    /// <summary>The rules by which the book of this stream is kept.</summary>
    IBookRule BookRule(StreamKey stream);

    /// <summary>The REST request for a snapshot of this book; null where the venue pushes one and none is needed.</summary>
    RestQuery? BookSnapshotQuery(StreamKey stream);

    /// <summary>Reads the answer to <see cref="BookSnapshotQuery"/>.</summary>
    /// <returns>Null if it cannot be read.</returns>
    BookUpdate? ParseBookSnapshot(StreamKey stream, ReadOnlySpan<byte> body, DateTimeOffset received);

    /// <summary>The REST requests for the venue's instruments: one, or one for each kind.</summary>
    IReadOnlyList<RestQuery> InstrumentsQueries { get; }

    /// <summary>Reads the answer to one of <see cref="InstrumentsQueries"/>; instruments that cannot be read are left out.</summary>
    /// <exception cref="FormatException">The answer as a whole cannot be read.</exception>
    IReadOnlyList<Instrument> ParseInstruments(ReadOnlySpan<byte> body);
}
