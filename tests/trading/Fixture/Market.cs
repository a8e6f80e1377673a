using System.Collections.Immutable;
using Genesis.Exchanges;
using Genesis.Trading;

namespace Genesis.Tests.Trading.Fixture;

/// <summary>Books, trades and orders for tests.</summary>
internal static class Market
{
    public const string Venue = "test";
    public const string Btc = "BTC-USDT";

    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static MarketBook Book((decimal Price, decimal Size)[] bids, (decimal Price, decimal Size)[] asks, DateTimeOffset? time = null, BookGrade grade = BookGrade.Sequenced, string symbol = Btc, long sequence = 1) =>
        new(Venue, symbol, grade, Levels(bids), Levels(asks), 1, sequence, time ?? Start);

    /// <summary>A book around a price: five levels on each side, a tick of 1, and one unit on each.</summary>
    public static MarketBook Around(decimal price, DateTimeOffset? time = null, decimal size = 1, BookGrade grade = BookGrade.Sequenced, string symbol = Btc, long sequence = 1) => Book(
        [.. Enumerable.Range(1, 5).Select(step => (price - step, size))], [.. Enumerable.Range(1, 5).Select(step => (price + step, size))], time, grade, symbol, sequence);

    public static MarketTrade Trade(decimal price, decimal size, Side taker, string symbol = Btc) => new(Venue, symbol, price, size, taker, "t", Start);

    public static PaperOrder Order(string id, Side side, decimal amount, decimal? price = null, TimeInForce time = TimeInForce.Gtc, bool postOnly = false, bool reduceOnly = false, string symbol = Btc) => new()
    {
        Report = new OrderReport
        {
            ClientOrderId = id,
            Symbol = symbol,
            Side = side,
            Amount = amount,
            Price = price,
            Kind = price is null ? OrderKind.Market : OrderKind.Limit,
            TimeInForce = time,
            Status = OrderStatus.Pending,
            CreatedAt = Start,
            UpdatedAt = Start,
        },
        PostOnly = postOnly,
        ReduceOnly = reduceOnly,
    };

    private static ImmutableArray<PriceLevel> Levels((decimal Price, decimal Size)[] levels) => [.. levels.Select(static level => new PriceLevel(level.Price, level.Size))];
}
