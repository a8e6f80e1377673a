using System.Text.Json;
using Genesis.Exchanges;
using Genesis.Trading;

namespace Genesis.Tests.Trading;

public sealed class StrategyTests
{
    [Fact]
    public void Crossing_upwards_buys_and_downwards_sells_and_the_beginning_does_neither()
    {
        var strategy = new SmaCrossover(Settings(("fast", "2"), ("slow", "4")));
        Wishes(strategy, 10, 10, 10, 10, 9, 9, 12, 13, 14, 8, 7, 6)
            .ShouldBe([null, null, null, null, null, null, Side.Buy, null, null, Side.Sell, null, null]);
    }

    [Fact]
    public void Within_the_band_nothing_has_crossed()
    {
        var strategy = new SmaCrossover(Settings(("fast", "2"), ("slow", "4"), ("band", "0.5")));
        Wishes(strategy, 10, 10, 10, 10, 9, 9, 12, 13, 14, 8, 7, 6).ShouldAllBe(wish => wish == null);
    }

    [Fact]
    public void An_unusual_price_is_bought_or_sold_once_until_it_was_back()
    {
        var strategy = new MeanReversion(Settings(("window", "4"), ("entry", "1.5")));
        Wishes(strategy, 10, 11, 10, 11, 8, 7, 10, 14).ShouldBe([null, null, null, null, Side.Buy, null, null, Side.Sell]);
    }

    [Fact]
    public void What_they_know_goes_through_json_unchanged()
    {
        var strategy = new MeanReversion(Settings(("window", "4"), ("entry", "1.5")));
        var memory = strategy.Begin();
        foreach (var price in (decimal[])[10.10m, 11m, 10.30m, 11m, 8m]) memory = strategy.React(memory, Moment(price)).State;
        var kept = Payload.FromJson(JsonSerializer.SerializeToUtf8Bytes(Payload.Of(memory))).As<MeanReversion.Memory>();
        kept.Prices.Points.ShouldBe(memory.Prices.Points);
        (kept with { Prices = kept.Prices with { Points = memory.Prices.Points } }).ShouldBe(memory);
    }

    [Fact]
    public void Wrong_settings_are_found_with_path_value_and_rule()
    {
        var settings = Settings(("fast", "20"), ("slow", "5"), ("band", "lots"), ("fsat", "3"));
        _ = new SmaCrossover(settings);
        settings.Problems.ShouldBe([
            "settings:band is 'lots', but it must be a number from 0 to 1. Leave it out for the default, 0.",
            "settings:slow is 5, but it must be longer than fast, which is 20. Correct it, or leave it out for the default.",
            "settings:fsat is 'fsat', but there is no setting of that name. Did you mean fast?".Replace("'fsat'", "'3'", StringComparison.Ordinal),
        ]);
    }

    private static StrategySettings Settings(params (string Name, string Value)[] values) => new(values.ToDictionary(pair => pair.Name, pair => pair.Value));

    private static MarketMoment Moment(decimal price) => new() { Symbol = "BTC-USDT", Time = DateTimeOffset.UnixEpoch, Price = price };

    private static List<Side?> Wishes<TState>(IStrategy<TState> strategy, params decimal[] prices)
        where TState : class
    {
        var state = strategy.Begin();
        List<Side?> wishes = [];
        foreach (var price in prices)
        {
            var move = strategy.React(state, Moment(price));
            state = move.State;
            wishes.Add(move.Wish?.Side);
        }
        return wishes;
    }
}
