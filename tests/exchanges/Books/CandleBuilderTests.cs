using Genesis.Exchanges;

namespace Genesis.Tests.Exchanges;

/// <summary>Candles built from trades, where a venue has none.</summary>
public sealed class CandleBuilderTests
{
    private static readonly DateTimeOffset Minute = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private readonly Recorder _seen = new();
    private readonly FeedState _state;
    private readonly Symbol _symbol;

    public CandleBuilderTests()
    {
        var coinbase = VenueCatalog.Create("coinbase");
        _state = new FeedState(coinbase, _seen);
        var stream = coinbase.Stream(Channel.Candles, "BTC-USD");
        _symbol = stream.Symbol;
        _state.Open(stream);
    }

    [Fact]
    public void The_interval_of_the_subscription_is_left_out_and_the_next_is_whole()
    {
        Trade(30, 100, 1);
        _seen.Candles.ShouldBeEmpty();
        Trade(60, 10, 1);
        Trade(70, 12, 2);
        Trade(80, 9, 3);
        Trade(119.9, 11, 4);
        Trade(120, 50, 1);

        var closed = _seen.Candles.Where(candle => candle.Closed).ShouldHaveSingleItem();
        closed.ShouldBe(new Candle(_symbol, Minute.AddMinutes(1), TimeSpan.FromMinutes(1), 10, 12, 9, 11, 10, true, Minute.AddSeconds(119.9), Minute.AddSeconds(120), BuiltFromTrades: true));
        _seen.Candles[^1].ShouldSatisfyAllConditions(open => open.Closed.ShouldBeFalse(), open => open.Open.ShouldBe(50), open => open.OpenTime.ShouldBe(Minute.AddMinutes(2)));
    }

    [Fact]
    public void An_interval_ends_without_another_trade_and_a_trade_too_late_is_in_no_candle()
    {
        Trade(30, 100, 1);
        Trade(60, 10, 1);
        _state.CloseCandles(Minute.AddSeconds(119));
        _seen.Candles.Count(candle => candle.Closed).ShouldBe(0);
        _state.CloseCandles(Minute.AddSeconds(121));
        _seen.Candles.Count(candle => candle.Closed).ShouldBe(1);

        Trade(119, 1, 1);
        _seen.Candles.Count.ShouldBe(2);
        Trade(130, 20, 1);
        _seen.Candles[^1].Open.ShouldBe(20);
    }

    [Fact]
    public void Every_trade_of_a_whole_interval_is_in_exactly_one_candle()
    {
        var random = new Random(3);
        decimal total = 0;
        var time = 0.0;
        while (time < 3600)
        {
            var size = random.Next(1, 100) / 10m;
            if (time is >= 60 and < 3540) total += size;
            Trade(time, 100 + random.Next(-5, 6), size);
            time += random.NextDouble() * 3;
        }
        _state.CloseCandles(Minute.AddHours(2));
        var closed = _seen.Candles.Where(candle => candle.Closed && candle.OpenTime < Minute.AddSeconds(3540)).ToList();
        closed.Sum(candle => candle.Volume).ShouldBe(total);
        closed.Select(candle => candle.OpenTime).ShouldBeUnique();
        closed.ShouldAllBe(candle => candle.Low <= candle.Open && candle.Open <= candle.High && candle.Low <= candle.Close && candle.Close <= candle.High);
    }

    private void Trade(double second, decimal price, decimal size) =>
        _state.OnTrade(new Trade(_symbol, price, size, Side.Buy, default, Minute.AddSeconds(second), Minute.AddSeconds(second)));
}
