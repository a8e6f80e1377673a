using System.Globalization;
using FirstComponent;
using Genesis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var builder = Host.CreateApplicationBuilder(args);
builder.AddGenesis(genesis => genesis.AddComponent<PriceWatch>("price_watch", subscriptions: ["price_update"]));
using var host = builder.Build();
await host.StartAsync();

var bus = host.Services.GetRequiredService<IComponentBus>();
Console.WriteLine("Type a symbol and a price, such as BTC-USDT 64250, or a symbol alone to see its highest price.");
while (await Console.In.ReadLineAsync() is { Length: > 0 } line)
{
    var words = line.Split(' ');
    if (words.Length == 2)
    {
        await bus.Tell("price_update", new Price(words[0], decimal.Parse(words[1], CultureInfo.InvariantCulture)));
        continue;
    }
    var outcome = await bus.Ask("price_watch", "highest", words[0]);
    Console.WriteLine(outcome.IsOk ? $"The highest price of {words[0]} is {outcome.As<decimal>()}." : outcome.Sentence);
}
await host.StopAsync();
