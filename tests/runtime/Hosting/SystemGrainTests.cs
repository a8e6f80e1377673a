using Genesis.Tests.Runtime.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Tests.Runtime.Hosting;

/// <summary>What the console is told: the components page by page, and what was counted.</summary>
public sealed class SystemGrainTests
{
    [Fact]
    public async Task Components_come_in_pages_in_order_of_their_ids()
    {
        await using var host = await RuntimeHost.Start(static genesis =>
        {
            foreach (var id in (string[])["d", "a", "c", "e", "b"]) genesis.Add(id, static (_, _) => new(true));
        });
        var system = host.Grains.GetGrain<ISystemGrain>(ISystemGrain.Key);
        List<string> pages = [];
        string? after = null;
        for (var more = true; more;)
        {
            var page = await system.GetComponents(after, 2, TestContext.Current.CancellationToken);
            page.Total.ShouldBe(5);
            pages.Add(string.Concat(page.Components.Select(static component => component.Id)));
            (after, more) = (page.Components[^1].Id, page.More);
        }
        pages.ShouldBe(["ab", "cd", "e"]);
        (await system.GetComponents("e", 2, TestContext.Current.CancellationToken)).Components.ShouldBeEmpty();
    }

    [Fact]
    public async Task Requests_events_and_failures_are_counted_and_can_be_read_after_the_stop()
    {
        ISystemCounters counters;
        await using (var host = await RuntimeHost.Start(static genesis => genesis.Add("fails", static (_, request) => request.Type == "fail" ? throw new InvalidOperationException("no") : new(true))))
        {
            counters = host.Services.GetRequiredService<ISystemCounters>();
            var before = counters.Read();
            await host.Bus.Ask("fails", "work");
            await host.Bus.Ask("fails", "fail");
            await host.Bus.Tell("news", 1);
            await host.Bus.Tell("trade", 1, options: new TellOptions { Origin = EventOrigin.Exchange });
            var after = counters.Read();
            (after.Requests - before.Requests).ShouldBe(2);
            (after.ExternalEvents - before.ExternalEvents).ShouldBe(1);
            (after.ExchangeEvents - before.ExchangeEvents).ShouldBe(1);
            (after.Failures - before.Failures).ShouldBe(1);
            (await host.Grains.GetGrain<ISystemGrain>(ISystemGrain.Key).GetStatus(TestContext.Current.CancellationToken)).Counters.Requests.ShouldBe(2);
        }
        counters.Read().ToString().ShouldMatch("^2 requests \\(0 shed\\), [0-9]+ local, 1 external and 1 exchange events \\(0 deliveries shed\\), 1 failures$");
    }
}
