namespace Genesis.Exchanges;

/// <summary>What venues have in common; each adds its own protocol.</summary>
internal abstract class Venue(string name, VenueEndpoints endpoints, SymbolTable symbols) : IVenue
{
    public string Name { get; } = name;

    public VenueEndpoints Endpoints { get; } = endpoints;

    public SymbolTable Symbols { get; } = symbols;

    public abstract VenueLimits Limits { get; }

    public abstract LivenessRules Liveness { get; }

    public abstract ISubscriptionWriter Subscriptions { get; }

    public abstract IReadOnlyList<RestQuery> InstrumentsQueries { get; }

    public StreamKey Stream(Channel channel, string symbol, TimeSpan interval = default, int depth = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(depth);
        if (interval < TimeSpan.Zero) throw new ArgumentOutOfRangeException(nameof(interval), interval, "An interval is positive.");
        if (channel == Channel.Candles && interval == default) interval = TimeSpan.FromMinutes(1);
        return Make(channel, Symbols.Resolve(symbol), channel == Channel.Candles ? interval : default, channel == Channel.Book ? depth : 0);
    }

    public StreamKey ParseStream(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        try
        {
            return Read(name.Trim()) ?? throw new FormatException("no such stream");
        }
        catch (Exception problem) when (problem is FormatException or ArgumentException)
        {
            throw new ArgumentException($"'{name}' is no stream of {Name} ({problem.Message}); its streams are named like {StreamExamples}.", nameof(name), problem);
        }
    }

    public virtual StreamKey Carrier(StreamKey stream) => stream;

    public abstract StreamRoute Route(StreamKey stream);

    public abstract IFrameParser CreateParser();

    public abstract IBookRule BookRule(StreamKey stream);

    public virtual RestQuery? BookSnapshotQuery(StreamKey stream) => null;

    public virtual BookUpdate? ParseBookSnapshot(StreamKey stream, ReadOnlySpan<byte> body, DateTimeOffset received) => null;

    public IReadOnlyList<Instrument> ParseInstruments(ReadOnlySpan<byte> body)
    {
        try
        {
            return InstrumentReader.Read(body, ReadInstruments);
        }
        catch (Exception problem) when (problem is System.Text.Json.JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new FormatException($"The instruments of {Name} cannot be read: {problem.Message}", problem);
        }
    }

    /// <summary>The venue's streams by example, for messages.</summary>
    protected abstract string StreamExamples { get; }

    /// <exception cref="ArgumentException">The venue has no such stream.</exception>
    protected abstract StreamKey Make(Channel channel, Symbol symbol, TimeSpan interval, int depth);

    /// <summary>Reads the venue's own stream name; null or a format exception if it is none.</summary>
    protected abstract StreamKey? Read(string name);

    protected abstract IEnumerable<Instrument?> ReadInstruments(System.Text.Json.JsonElement root);

    /// <summary>The smallest depth the venue offers that has as many levels.</summary>
    protected int OfferedDepth(int wanted, int standard, params ReadOnlySpan<int> offered)
    {
        if (wanted == 0) return standard;
        foreach (var depth in offered)
            if (depth >= wanted) return depth;
        throw new ArgumentException($"{Name} offers books of at most {offered[^1]} levels, not {wanted}.", nameof(wanted));
    }

    /// <summary>Splits <c>channel:SYMBOL</c>.</summary>
    protected static (string Channel, string Symbol)? Split(string name)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        return colon <= 0 || colon == name.Length - 1 ? null : (name[..colon], name[(colon + 1)..]);
    }
}
