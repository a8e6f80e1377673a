using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace Genesis.Trading;

/// <summary>
/// Keeps positions and profit, from fills and prices. A fill that comes twice is known by its number; fills that it has missed it asks for.
/// </summary>
public sealed partial class Portfolio : Component<PortfolioState>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    // Prices change all the time and come again: they are not kept.
    private readonly Dictionary<string, decimal> _prices = new(StringComparer.Ordinal);
    private bool _behind;
    private DateTimeOffset _askedAt;

    /// <inheritdoc/>
    protected override PortfolioState InitialState => PortfolioState.Empty;

    /// <inheritdoc/>
    protected override async ValueTask OnEvent(ComponentEvent happened)
    {
        switch (happened.Type)
        {
            case TradingEvents.Fill:
                var fill = happened.Data.As<Fill>();
                if (fill.Number <= State.LastFill) break;
                _behind |= fill.Number > State.LastFill + 1;
                State = State.With([fill]);
                break;
            case TradingEvents.PriceUpdate:
                var update = happened.Data.As<PriceUpdate>();
                _prices[update.Symbol] = update.Price;
                break;
        }
        // Not in the handler of a fill: its effect and the note of it go together, without a wait in between.
        if (_behind && happened.Type != TradingEvents.Fill) await CatchUp(Patience);
    }

    /// <inheritdoc/>
    protected override async ValueTask<object?> OnRequest(ComponentRequest request)
    {
        if (request.Type != TradingRequests.Summary) return ComponentRequest.Unknown;
        if (_behind) await CatchUp(request.Remaining / 2);
        return Summary();
    }

    private async ValueTask CatchUp(TimeSpan timeout)
    {
        var now = Context.Time.GetUtcNow();
        if (now - _askedAt < Patience) return;
        _askedAt = now;
        var outcome = await Context.Ask(TradingIds.Exchange, TradingRequests.Fills, new FillsRequest { After = State.LastFill }, timeout);
        if (!outcome.IsOk)
        {
            LogBehind(Context.Logger, State.LastFill, outcome.Sentence);
            return;
        }
        var fills = outcome.As<ImmutableArray<Fill>>();
        State = State.With(fills);
        _behind = fills.Length > 0 && fills[^1].Number > State.LastFill;
        if (_behind) LogLost(Context.Logger, State.LastFill, fills[0].Number);
    }

    private PortfolioSummary Summary()
    {
        ImmutableArray<ValuedPosition> valued = [.. State.Positions.Values.OrderBy(static position => position.Symbol, StringComparer.Ordinal).Select(Valued)];
        return new PortfolioSummary(
            State.LastFill, valued, valued.Sum(static one => one.Position.Realised), valued.Sum(static one => one.Unrealised), valued.Sum(static one => one.Position.Fees),
            valued.Sum(static one => one.Position.Realised - one.Position.Cost));
    }

    private ValuedPosition Valued(Position position) => _prices.TryGetValue(position.Symbol, out var price)
        ? new(position, position.AveragePrice, price, position.UnrealisedAt(price))
        : new(position, position.AveragePrice, null, 0);

    [LoggerMessage(5030, LogLevel.Warning, "The portfolio has missed fills after {Last} and could not get them. It asks again. {Why}")]
    private static partial void LogBehind(ILogger log, long last, string why);

    [LoggerMessage(5031, LogLevel.Error, "The fills between {Last} and {First} are gone: the exchange manager keeps the last thousand. The portfolio is wrong from there on; remove its checkpoint and that of the exchange manager to begin anew.")]
    private static partial void LogLost(ILogger log, long last, long first);
}
