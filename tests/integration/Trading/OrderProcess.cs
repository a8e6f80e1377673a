using System.Collections.Immutable;
using System.Diagnostics;
using Genesis.Exchanges;
using Genesis.Trading;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Genesis.Tests.Integration.Trading;

/// <summary>A host in a process of its own that trades as fast as it can, and tells each order that was confirmed: this program, started again.</summary>
internal static class OrderProcess
{
    public const string Argument = "--be-orders";
    public const string Keeper = "fill_keeper";

    /// <summary>No fills yet.</summary>
    public static readonly Kept Empty = new(ImmutableSortedDictionary<long, Fill>.Empty, 0);

    public const string Symbol = "BTC-USDT";
    private const int Traders = 4;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(2);

    public static async Task<int> Run(string directory, long life)
    {
        using var host = await Start(directory);
        var bus = host.Services.GetRequiredService<IComponentBus>();
        var output = TextWriter.Synchronized(Console.Out);
        await output.WriteLineAsync("running");
        var random = new Random((int)life);
        var load = Task.WhenAll([Feed(bus, random), .. Enumerable.Range(0, Traders).Select(trader => Trade(bus, $"{life}-{trader}", new Random((int)(life * Traders) + trader), output))]);
        // It is killed; or ends when whoever started it is gone.
        await Task.WhenAny(load, Task.Run(Console.In.ReadLine));
        return 0;
    }

    /// <summary>The host, also for looking at what the process has left.</summary>
    public static async Task<IHost> Start(string directory)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        var options = new TradingOptions();
        (options.Risk.MaxOrdersPerSecond, options.Risk.MaxLoss) = (100_000, 1_000_000);
        builder.Services.AddSingleton(Options.Create(options));
        builder.AddGenesis(genesis => genesis.UseSqlite(directory).AddTradingOrders().AddComponent<FillKeeper>(Keeper, [TradingEvents.Fill]).AddComponentType<Broken>());
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    public static Process StartProcess(string directory, int life) =>
        Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [Argument, directory, $"{life}"]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;

    /// <summary>Tells books and trades around 100.</summary>
    public static async Task Feed(IComponentBus bus, Random random, CancellationToken ending = default)
    {
        for (long sequence = 1; !ending.IsCancellationRequested; sequence++)
        {
            var (price, now) = (100 + random.Next(-5, 6), TimeProvider.System.GetUtcNow());
            var book = new MarketBook("test", Symbol, BookGrade.Sequenced, [.. Levels(price, -1)], [.. Levels(price, 1)], 1, sequence, now);
            await bus.Tell(TradingEvents.Book, book, "feed", new TellOptions { Key = Symbol });
            await bus.Tell(TradingEvents.Trade, new MarketTrade("test", Symbol, price, 1, (Side)random.Next(2), $"{sequence}", now), "feed", new TellOptions { Key = Symbol });
            await Task.Delay(Pace, TimeProvider.System, CancellationToken.None);
        }
    }

    private static IEnumerable<PriceLevel> Levels(int price, int step) => Enumerable.Range(1, 5).Select(depth => new PriceLevel(price + (step * depth), 2));

    private static async Task Trade(IComponentBus bus, string name, Random random, TextWriter output)
    {
        for (var number = 0; ; number++)
        {
            var limit = random.Next(2) == 0;
            var order = new OrderRequest
            {
                Symbol = Symbol,
                Side = (Side)random.Next(2),
                Amount = random.Next(1, 200) / 100m,
                ClientOrderId = $"{name}-{number}",
                Kind = limit ? OrderKind.Limit : OrderKind.Market,
                Price = limit ? random.Next(90, 111) : null,
            };
            await output.WriteLineAsync($"asked {order.ClientOrderId}");
            var outcome = await bus.Ask(TradingIds.Exchange, TradingRequests.ExecuteTrade, order, source: name);
            if (outcome.IsOk && outcome.As<OrderAnswer>() is { Status: OrderAnswer.Success, Order: { } taken }) await output.WriteLineAsync(FormattableString.Invariant($"confirmed {taken.ClientOrderId} {taken.Filled} {OrderTable.IsFinal(taken.Status)}"));
            if (random.Next(20) == 0) await bus.Ask(TradingIds.Exchange, TradingRequests.CancelAll);
            await Task.Delay(Pace, TimeProvider.System);
        }
    }

    /// <summary>Fills that were told.</summary>
    /// <param name="Fills">By number.</param>
    /// <param name="Differing">How many came again with other content.</param>
    [Immutable]
    public sealed record Kept(ImmutableSortedDictionary<long, Fill> Fills, int Differing);

    /// <summary>Fails as soon as it starts.</summary>
    public sealed class Broken : Component
    {
        protected override ValueTask OnStart() => throw new InvalidOperationException("It is broken.");
    }

    /// <summary>Keeps every fill that is told, as the journal brings it.</summary>
    public sealed class FillKeeper : Component<Kept>
    {
        protected override Kept InitialState => Empty;

        protected override ValueTask<object?> OnRequest(ComponentRequest request) => new(State);

        protected override ValueTask OnEvent(ComponentEvent happened)
        {
            var fill = happened.Data.As<Fill>();
            var differs = State.Fills.TryGetValue(fill.Number, out var known) && known != fill;
            State = new Kept(State.Fills.SetItem(fill.Number, fill), State.Differing + (differs ? 1 : 0));
            return default;
        }
    }
}
