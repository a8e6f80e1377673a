using FsCheck;
using FsCheck.Fluent;
using Genesis.Trading;

namespace Genesis.Tests.Trading;

public sealed class RollingPricesProperties
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Sums_are_those_of_the_last_prices_to_the_last_digit() => Prop.ForAll<int[], byte>((changes, size) =>
    {
        var window = Window.OfTicks(2 + (size % 20));
        var rolling = RollingPrices.Empty;
        List<decimal> prices = [];
        var price = 30_000m;
        foreach (var change in changes)
        {
            price = Math.Max(0.01m, price + ((change % 1000) / 100m));
            prices.Add(price);
            rolling = rolling.Add(window, new PricePoint(Start.AddSeconds(prices.Count), price));
            var last = prices.TakeLast(window.Ticks).ToList();
            var differences = last.Select(one => one - prices[0]).ToList();
            if (rolling.Count != last.Count || rolling.Origin != prices[0] || rolling.Sum != differences.Sum() || rolling.Squares != differences.Sum(one => one * one)) return false;
            if (rolling.IsFull != (prices.Count >= window.Ticks)) return false;
        }
        return true;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_window_in_time_holds_what_is_younger() => Prop.ForAll<byte[]>(pauses =>
    {
        var window = Window.OfTime(TimeSpan.FromSeconds(60));
        var rolling = RollingPrices.Empty;
        List<DateTimeOffset> times = [];
        var now = Start;
        foreach (var pause in pauses)
        {
            now = now.AddSeconds(pause % 50);
            times.Add(now);
            rolling = rolling.Add(window, new PricePoint(now, 100));
            if (rolling.Count != times.Count(time => time > now - window.Time)) return false;
        }
        return true;
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("20", "20")]
    [InlineData("00:00:30", "00:00:30")]
    [InlineData("1", null)]
    [InlineData("-5", null)]
    [InlineData("00:00:00", null)]
    [InlineData("2.00:00:00", null)]
    [InlineData("soon", null)]
    public void A_window_is_a_number_of_ticks_or_a_time(string text, string? read)
    {
        Window.TryParse(text, out var window).ShouldBe(read is not null);
        if (read is not null) window.ToString().ShouldBe(read);
    }
}
