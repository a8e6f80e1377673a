using System.Collections.Immutable;
using Genesis.TestKit;

namespace FirstComponent.Tests;

public sealed class PriceWatchTests
{
    private static ComponentTestOptions Options => new() { Subscriptions = { "trade" }, Settings = { ["limit"] = "100" } };

    [Fact]
    public void It_remembers_the_highest_price() => ComponentTest.Run<PriceWatch>(Options, async kit =>
    {
        await kit.Tell("trade", new Price("BTC", 50));
        await kit.Tell("trade", new Price("BTC", 40));

        var highest = await kit.Ask("highest", "BTC");

        highest.As<decimal>().ShouldBe(50);
    });

    [Fact]
    public void It_tells_when_the_limit_is_passed() => ComponentTest.Run<PriceWatch>(Options, async kit =>
    {
        await kit.Tell("trade", new Price("BTC", 99));
        await kit.Tell("trade", new Price("BTC", 101));

        kit.Told.ShouldHaveSingleItem().As<Price>().ShouldBe(new Price("BTC", 101));
    });

    [Fact]
    public void It_knows_what_it_knew_after_the_host_was_killed() => ComponentTest.Run<PriceWatch>(Options, async kit =>
    {
        await kit.Tell("trade", new Price("BTC", 50));
        await kit.Advance(TimeSpan.FromSeconds(1));

        await kit.Kill();

        (await kit.Ask("highest", "BTC")).As<decimal>().ShouldBe(50);
    });

    [Fact]
    public void It_goes_on_from_a_state() => ComponentTest.Run<PriceWatch>(
        new ComponentTestOptions { State = new Highs(ImmutableDictionary<string, decimal>.Empty.Add("BTC", 70)) },
        async kit => (await kit.Ask("highest", "BTC")).As<decimal>().ShouldBe(70));
}
