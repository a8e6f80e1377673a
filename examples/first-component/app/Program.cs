using System.Globalization;
using FirstComponent;
using Genesis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var builder = Host.CreateApplicationBuilder(args);
builder.AddGenesis(genesis => genesis.AddComponent<PriceWatch>("price_watch", subscriptions: ["trade"]));
using var host = builder.Build();
await host.StartAsync();

var bus = host.Services.GetRequiredService<IComponentBus>();
Console.WriteLine("Type a symbol and a price, such as BTC-USDT 64250, or a symbol alone to see its highest price.");
while (await Console.In.ReadLineAsync() is { Length: > 0 } line)
{
    if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var symbol, var price] && decimal.TryParse(price, CultureInfo.InvariantCulture, out var value))
    {
        await bus.Tell("trade", new Price(symbol, value));
        continue;
    }
    var outcome = await bus.Ask("price_watch", "highest", line);
    Console.WriteLine(outcome.IsOk ? $"The highest price of {line} is {outcome.As<decimal>()}." : outcome.Sentence);
}
await host.StopAsync();
