using Genesis.Exchanges;
using Genesis.Trading;

namespace Genesis.Tests.Trading.Orders;

public sealed class OrderOptionsTests
{
    [Fact]
    public void The_defaults_are_in_order() => new OrderOptionsValidator().Validate(null, new TradingOptions()).Succeeded.ShouldBeTrue();

    [Fact]
    public void What_is_wrong_is_said_with_path_value_rule_and_cure()
    {
        var options = new TradingOptions
        {
            Risk = new() { MinimumGrade = BookGrade.Stale, MaxBookAge = TimeSpan.Zero, MaxOrder = 0, MaxPosition = -1, MaxLoss = -5, MaxOrdersPerSecond = 0, OpenOrders = (OpenOrdersPolicy)9 },
            Paper = new() { MakerFee = -0.1m, TakerFee = 0.5m, Latency = TimeSpan.FromSeconds(1), Cash = { ["usdt"] = 1, ["EUR"] = -3 } },
        };
        var failures = new OrderOptionsValidator().Validate(null, options).Failures!.ToArray();
        failures.Length.ShouldBe(12);
        failures.ShouldAllBe(static failure => failure.StartsWith("Genesis:Trading:", StringComparison.Ordinal) && failure.Contains(", but it must be ", StringComparison.Ordinal));
        failures.ShouldContain("Genesis:Trading:Risk:MaxOrder is 0, but it must be above 0 and at most 1000000000000. Leave it out for the default, 10000.");
        failures.ShouldContain("Genesis:Trading:Paper:Cash:EUR is -3, but it must be from 0 to 1000000000000. Leave it out for the default, 1000000.");
    }
}
