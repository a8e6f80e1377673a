using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Genesis.Trading;

/// <summary>
/// Runs the strategies that the configuration declares on the events of the market, and tells what they want as <c>signal</c>. What they know is in its state.
/// Answers <c>summary</c>.
/// </summary>
internal sealed partial class StrategyManager(DeclaredStrategies strategies) : Component<StrategiesState>
{
    private readonly Dictionary<string, MarketBook> _books = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int[]> _bySymbol = strategies.All.Select(static (strategy, place) => (strategy.Symbol, place))
        .GroupBy(static pair => pair.Symbol, StringComparer.Ordinal).ToDictionary(static group => group.Key, static group => group.Select(static pair => pair.place).ToArray(), StringComparer.Ordinal);

    private bool _runIsKept;
    private long _given;

    protected override StrategiesState InitialState => new(0, [], ImmutableDictionary<string, long>.Empty);

    protected override async ValueTask OnStart()
    {
        State = State with { Run = State.Run + 1, Memories = [.. strategies.All.Select(Remember)] };
        // Books are always wanted: signals carry the certificate of the one that they rest on.
        await Context.Subscribe(TradingEvents.Book, priority: 10);
        if (strategies.Inputs.HasFlag(StrategyInputs.Prices)) await Context.Subscribe(TradingEvents.PriceUpdate);
        if (strategies.Inputs.HasFlag(StrategyInputs.Trades)) await Context.Subscribe(TradingEvents.Trade);
        if (strategies.Inputs.HasFlag(StrategyInputs.Quotes)) await Context.Subscribe(TradingEvents.Quote);
    }

    protected override ValueTask<object?> OnRequest(ComponentRequest request) => request.Type == TradingRequests.Summary
        ? new(new StrategiesSummary(State.Signals.Values.Sum(), State.Signals.ToImmutableSortedDictionary(StringComparer.Ordinal)))
        : new(ComponentRequest.Unknown);

    protected override ValueTask OnEvent(ComponentEvent happened)
    {
        switch (happened.Type)
        {
            case TradingEvents.PriceUpdate:
                var price = happened.Data.As<PriceUpdate>();
                return Run(StrategyInputs.Prices, new MarketMoment { Symbol = price.Symbol, Time = happened.Time, Price = price.Price });
            case TradingEvents.Book:
                var book = happened.Data.As<MarketBook>();
                _books[book.Symbol] = book;
                return Run(StrategyInputs.Books, new MarketMoment { Symbol = book.Symbol, Time = happened.Time, Book = book });
            case TradingEvents.Trade:
                var trade = happened.Data.As<MarketTrade>();
                return Run(StrategyInputs.Trades, new MarketMoment { Symbol = trade.Symbol, Time = happened.Time, Trade = trade });
            case TradingEvents.Quote:
                var quote = happened.Data.As<MarketQuote>();
                return Run(StrategyInputs.Quotes, new MarketMoment { Symbol = quote.Symbol, Time = happened.Time, Quote = quote });
            default:
                return default;
        }
    }

    private ValueTask Run(StrategyInputs input, in MarketMoment moment)
    {
        if (!_bySymbol.TryGetValue(moment.Symbol, out var places)) return default;
        List<(DeclaredStrategy, Wish)>? wishes = null;
        foreach (var place in places)
        {
            var strategy = strategies.All[place];
            if (!strategy.Runner.Inputs.HasFlag(input)) continue;
            var memory = State.Memories[place];
            var (state, wish) = strategy.Runner.React(memory.State, moment);
            if (!ReferenceEquals(state, memory.State)) State = State with { Memories = State.Memories.SetItem(place, memory with { State = state }) };
            if (wish is not null) (wishes ??= []).Add((strategy, wish));
        }
        return wishes is null ? default : Give(wishes, moment);
    }

    private async ValueTask Give(List<(DeclaredStrategy Strategy, Wish Wish)> wishes, MarketMoment moment)
    {
        // No signal before the number of this life is in the store: a life that did not know of it would take the same number.
        if (!_runIsKept)
        {
            await Context.Save();
            _runIsKept = true;
        }
        foreach (var (strategy, wish) in wishes)
        {
            _books.TryGetValue(strategy.Symbol, out var book);
            var signal = new Signal(
                string.Create(CultureInfo.InvariantCulture, $"{strategy.Name}-{State.Run}.{++_given}"), strategy.Name, strategy.Symbol, wish.Side, wish.Amount ?? strategy.Amount,
                PriceOf(moment, book), wish.Reason, book is null ? null : DataCertificate.Of(book, Context.Time.GetUtcNow()));
            await Context.Tell(TradingEvents.Signal, signal, new TellOptions { Key = strategy.Symbol });
            State = State with { Signals = State.Signals.SetItem(strategy.Name, State.Signals.GetValueOrDefault(strategy.Name) + 1) };
        }
    }

    private static decimal PriceOf(MarketMoment moment, MarketBook? book)
    {
        if ((moment.Price ?? moment.Trade?.Price) is { } price) return price;
        if (moment.Quote is { } quote) return (quote.BidPrice + quote.AskPrice) / 2;
        return book is { Bids.IsDefaultOrEmpty: false, Asks.IsDefaultOrEmpty: false } ? (book.Bids[0].Price + book.Asks[0].Price) / 2 : 0;
    }

    private StrategyMemory Remember(DeclaredStrategy strategy)
    {
        var known = State.Memories.IsDefault ? null : State.Memories.FirstOrDefault(memory => memory.Strategy == strategy.Name && memory.Symbol == strategy.Symbol);
        if (known?.Made == strategy.Made) return known;
        if (known is not null) LogBeginsAnew(Context.Logger, strategy.Name, strategy.Symbol, known.Made, strategy.Made);
        return new StrategyMemory(strategy.Name, strategy.Symbol, strategy.Made, strategy.Runner.Begin());
    }

    [LoggerMessage(5210, LogLevel.Information, "Strategy {Strategy} begins anew on {Symbol}: it was '{Before}' and is '{Now}'.")]
    private static partial void LogBeginsAnew(ILogger logger, string strategy, string symbol, string before, string now);
}
