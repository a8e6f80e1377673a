using Genesis.Exchanges;
using Genesis.Trading;

namespace Genesis.Tests.Trading.Orders;

public sealed class OrderRulesTests
{
    [Theory]
    [InlineData("BTC-USDT", "BTC-USDT")]
    [InlineData("btc/usdt", "BTC-USDT")]
    [InlineData(" btcusdt ", "BTC-USDT")]
    [InlineData("XBT_USD", "BTC-USD")]
    public void Symbols_are_taken_in_any_form(string text, string symbol)
    {
        OrderRules.TryReadSymbol(text, out var read, out _).ShouldBeTrue();
        read.ShouldBe(symbol);
    }

    [Theory]
    [InlineData("BTC-USDT-SWAP", "perpetual")]
    [InlineData("BTC-USD-220527", "future")]
    [InlineData("", "no symbol")]
    [InlineData("what is this", "no symbol")]
    public void What_is_not_spot_is_refused_with_the_reason(string text, string reason)
    {
        OrderRules.TryReadSymbol(text, out _, out var problem).ShouldBeFalse();
        problem.ShouldNotBeNull().ShouldContain(reason);
    }

    [Fact]
    public void Orders_that_cannot_be_are_refused_with_the_reason()
    {
        var order = new OrderRequest { Symbol = "BTC-USDT", Side = Side.Buy, Amount = 1 };
        OrderRules.Problem(order, "BTC-USDT", null).ShouldBeNull();
        Problem(order with { Amount = 0 }).ShouldContain("above 0");
        Problem(order with { Amount = -1 }).ShouldContain("above 0");
        Problem(order with { Amount = 0.00000000001m }).ShouldContain("digits");
        Problem(order with { Amount = 1e20m }).ShouldContain("above");
        Problem(order with { Side = (Side)7 }).ShouldContain("side");
        Problem(order with { Kind = OrderKind.Limit }).ShouldContain("needs a price");
        Problem(order with { Price = 1 }).ShouldContain("no price");
        Problem(order with { PostOnly = true }).ShouldContain("post-only");
        Problem(order with { ClientOrderId = "" }).ShouldContain("clientOrderId");
    }

    [Fact]
    public void The_venues_steps_hold_where_they_are_known()
    {
        var instrument = new Instrument
        {
            Symbol = new Symbol("BTC", "USDT", "BTCUSDT"),
            Venue = "test",
            Settlement = "USDT",
            TickSize = 0.5m,
            StepSize = 0.01m,
            MinimumSize = 0.02m,
            MinimumNotional = 10,
            Status = TradingStatus.Trading,
        };
        var order = new OrderRequest { Symbol = "BTC-USDT", Side = Side.Buy, Amount = 1, Kind = OrderKind.Limit, Price = 100 };
        OrderRules.Problem(order, "BTC-USDT", instrument).ShouldBeNull();
        Problem(order with { Price = 100.3m }, instrument).ShouldContain("tick");
        Problem(order with { Amount = 0.015m }, instrument).ShouldContain("step");
        Problem(order with { Amount = 0.01m }, instrument).ShouldContain("smallest");
        Problem(order with { Amount = 0.05m }, instrument).ShouldContain("worth 5");
        Problem(order, instrument with { Status = TradingStatus.Halted }).ShouldContain("halted");
        Problem(order, instrument with { Symbol = new Symbol("BTC", "USDT", "BTCUSDT", InstrumentKind.Perpetual) }).ShouldContain("spot only");
    }

    private static string Problem(OrderRequest order, Instrument? instrument = null) => OrderRules.Problem(order, "BTC-USDT", instrument).ShouldNotBeNull();
}
