using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Genesis.ExchangeSimulator;

/// <summary>What one venue says and understands. Called under the exchange's lock; stateless but for counts and a cache of the last change's frames.</summary>
internal abstract class VenueProtocol(string name, ProtocolLimits limits)
{
    private readonly Dictionary<string, string?> _frames = [];
    private MarketChange? _rendered;

    public string Name => name;

    public ProtocolLimits Limits => limits;

    public VenueStats Stats { get; } = new();

    public required SimulatedExchange Exchange { get; init; }

    public abstract bool Serves(string path);

    public virtual void Opened(Session session, IQueryCollection query)
    {
    }

    public abstract void Received(Session session, string text);

    /// <summary>Once a second.</summary>
    public virtual void Ticked(Session session)
    {
    }

    /// <summary>Says that the connection will end soon, where the venue does.</summary>
    public virtual void AnnounceCut(Session session)
    {
    }

    /// <summary>Makes a book frame wrong where this venue's evidence shows it; without evidence, wrong all the same.</summary>
    public virtual string Corrupt(string frame)
    {
        var at = frame.LastIndexOfAny(['1', '2', '3', '4', '5', '6', '7', '8']);
        return at < 0 ? frame : $"{frame[..at]}9{frame[(at + 1)..]}";
    }

    public abstract RestAnswer? Rest(string path, IQueryCollection query);

    public void Changed(Session session, MarketChange change)
    {
        if (!ReferenceEquals(_rendered, change))
        {
            _frames.Clear();
            _rendered = change;
        }
        foreach (var subscription in session.Subscriptions.Values)
        {
            if (subscription.Symbol != change.Symbol) continue;
            if (!_frames.TryGetValue(subscription.Name, out var frame)) _frames[subscription.Name] = frame = Render(subscription, change);
            if (frame is not null) session.Send(subscription, frame);
        }
    }

    protected abstract string? Book(Subscription subscription, MarketChange change);

    protected abstract string Trade(Subscription subscription, MarketChange change, SimulatedTrade trade);

    protected abstract string Quote(Subscription subscription, MarketChange change);

    protected abstract string? Candle(Subscription subscription, MarketChange change);

    private string? Render(Subscription subscription, MarketChange change) => subscription.Kind switch
    {
        StreamKind.Book => Book(subscription, change),
        StreamKind.Trades => change.Trade is { } trade ? Trade(subscription, change, trade) : null,
        StreamKind.Quotes => change.ChangesQuote ? Quote(subscription, change) : null,
        _ => change.Trade is null ? null : Candle(subscription, change),
    };

    /// <summary>The symbol whose name, without separators, is this.</summary>
    protected SimulatedSymbol? Find(string venueName)
    {
        var plain = Plain(venueName);
        return Exchange.Symbols.FirstOrDefault(symbol => plain == symbol.Base + symbol.Quote);
    }

    protected long Milliseconds => Exchange.Options.Time.GetUtcNow().ToUnixTimeMilliseconds();

    protected string Iso => Iso8601(Exchange.Options.Time.GetUtcNow());

    protected static string Iso8601(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", System.Globalization.CultureInfo.InvariantCulture);

    protected string Price(long ticks) => SimulatedSymbol.Price(ticks, Exchange.PriceDecimals);

    /// <summary>The smallest step of a price.</summary>
    protected string Tick => Price(1);

    protected static string Size(long steps) => SimulatedSymbol.Size(steps);

    /// <summary>Levels as JSON, each written by a function.</summary>
    protected string Levels(IEnumerable<KeyValuePair<long, long>> levels, Func<string, string, string>? write = null)
    {
        var text = new StringBuilder("[");
        foreach (var (price, size) in levels)
        {
            if (text.Length > 1) text.Append(',');
            text.Append(write is null ? $"[\"{Price(price)}\",\"{Size(size)}\"]" : write(Price(price), Size(size)));
        }
        return text.Append(']').ToString();
    }

    protected static JsonElement? Json(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    protected static string? Text(JsonElement message, string property) =>
        message.TryGetProperty(property, out var value) ? value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText() : null;

    protected static IEnumerable<JsonElement> Items(JsonElement message, string property) =>
        message.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];

    protected static int Number(string? text, int otherwise) => int.TryParse(text, out var number) ? number : otherwise;

    private static string Plain(string venueName)
    {
        var text = venueName.ToUpperInvariant();
        if (text.EndsWith("-SWAP", StringComparison.Ordinal)) text = text[..^5];
        return text.Replace("-", "", StringComparison.Ordinal).Replace("/", "", StringComparison.Ordinal);
    }
}
