using Genesis;
using Genesis.Trading;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OwnStrategy;

// The flow as appsettings.json declares it, without a feed: prices are typed in. Leave withFeed out for the venue's.
var builder = Host.CreateApplicationBuilder(args);
builder.AddGenesis(genesis => genesis
    .AddTrading(withFeed: false)
    .AddStrategy("Breakout", settings => new Breakout(settings)));
using var host = builder.Build();
await host.StartAsync();

var events = host.Services.GetRequiredService<EventBus>();
events.Subscribe(TradingEvents.Signal, Say);
events.Subscribe(SignalOutcome.EventType, Say);
await events.Start();

var feed = host.Services.GetRequiredService<FeedIntake>();
Console.WriteLine("Type prices of BTC-USDT, such as 100, 102, 101. A new high is bought.");
for (var number = 1L; await Console.In.ReadLineAsync() is { Length: > 0 } line; number++)
{
    if (!decimal.TryParse(line, System.Globalization.CultureInfo.InvariantCulture, out var price)) continue;
    foreach (var item in Market.At(price, number, TimeProvider.System.GetUtcNow())) await feed.Give("typed", item);
}
await host.StopAsync();

static ValueTask Say(ComponentEvent happened)
{
    Console.WriteLine(happened.Type == TradingEvents.Signal
        ? $"{happened.Data.As<Signal>().Side} {happened.Data.As<Signal>().Amount}: {happened.Data.As<Signal>().Reason}"
        : happened.Data.As<SignalOutcome>() is { Accepted: true } ? "  accepted" : $"  refused: {happened.Data.As<SignalOutcome>().Reason}");
    return default;
}
