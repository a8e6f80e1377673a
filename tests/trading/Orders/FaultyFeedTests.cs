using System.Collections.Concurrent;
using Genesis.Exchanges;
using Genesis.ExchangeSimulator;
using Genesis.Trading;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using FeedFault = Genesis.ExchangeSimulator.FaultKind;

namespace Genesis.Tests.Trading.Orders;

/// <summary>The whole flow on a simulated exchange over real sockets, which does everything wrong: no order rests on a bad book.</summary>
public sealed class FaultyFeedTests
{
    private const string Venue = "binance";
    private const string Symbol = "BTC-USDT";
    private const int OrdersOfEachFault = 15;

    // For what hangs, not for what is slow.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(240);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    private static readonly FeedFault[] Faults = [FeedFault.Gap, FeedFault.Drop, FeedFault.Duplicate, FeedFault.Reorder, FeedFault.BadChecksum, FeedFault.NoData, FeedFault.Malformed, FeedFault.RestError, FeedFault.Gap];

    [Fact]
    public async Task Whatever_the_exchange_does_wrong_no_order_is_decided_on_a_bad_book()
    {
        await using var exchange = await SimulatedExchange.StartAsync(new SimulatorOptions { Symbols = [Symbol], SymbolsPerStep = 1, Liveliness = 1, AddressLimits = false });
        var log = new Log();
        using var host = await Start(exchange, log);
        var bus = host.Services.GetRequiredService<IComponentBus>();
        var (began, taken, number) = (TimeProvider.System.GetTimestamp(), 0, 0);
        foreach (var fault in (FeedFault?[])[null, .. Faults.Cast<FeedFault?>()])
        {
            if (fault is { } kind) exchange.Inject(new ExchangeFault(kind, Count: kind == FeedFault.RestError ? 2 : 5));
            // In the thick of it, and until orders are taken again.
            for (var (asked, before) = (0, taken); asked < OrdersOfEachFault || taken == before; asked++)
            {
                TimeProvider.System.GetElapsedTime(began).ShouldBeLessThan(Patience, $"orders should have been taken again after {fault}");
                var order = new OrderRequest { Symbol = Symbol, Side = (Side)(number % 2), Amount = 0.001m, ClientOrderId = $"o{number++}" };
                if ((await bus.Ask(TradingIds.Exchange, TradingRequests.ExecuteTrade, order)).As<OrderAnswer>().Status == OrderAnswer.Success) taken++;
                await Task.Delay(Pace, TimeProvider.System);
            }
        }
        await host.StopAsync();

        var decided = log.Orders.Values.Where(static order => order.Status != OrderStatus.Rejected).ToArray();
        decided.Length.ShouldBe(taken);
        decided.ShouldAllBe(static order => order.Certificate!.Grade >= BookGrade.Sequenced && order.Certificate.Age <= TimeSpan.FromSeconds(5));
        // Each certificate is of a book that the feed has told, with that grade.
        foreach (var certificate in decided.Select(static order => order.Certificate!))
            log.Books.ShouldContainKey((certificate.LastSequence, certificate.BookTime, certificate.Grade));
        log.StaleBooks.ShouldBeGreaterThan(0, "the faults had no effect");
        TestContext.Current.TestOutputHelper?.WriteLine($"{number} orders, {taken} taken; {log.Books.Count} books, {log.StaleBooks} of them stale.");
    }

    private static async Task<IHost> Start(SimulatedExchange exchange, Log log)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(
        [
            new("Genesis:Trading:Venue", Venue), new("Genesis:Trading:Symbols:0", Symbol), new("Genesis:Trading:Risk:MaxOrdersPerSecond", "1000"),
            // So that whoever listens hears of every book that an order may rest on.
            new("Genesis:Events:Types:book:Overflow", "Wait"),
        ]);
        builder.Services.AddSingleton(new ExchangeConnectionOptions { Endpoints = new VenueEndpoints(exchange.WebSocket(Venue), exchange.Rest(Venue)) });
        builder.AddGenesis(genesis => genesis.UseMemory().AddTrading().AddComponent("log", [TradingEvents.Order, TradingEvents.Book], make: (_, _) => new Listener(log)));
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private sealed class Log
    {
        private int _staleBooks;

        public ConcurrentDictionary<string, OrderReport> Orders { get; } = new();

        public ConcurrentDictionary<(long Last, DateTimeOffset Time, BookGrade Grade), byte> Books { get; } = new();

        public int StaleBooks => _staleBooks;

        public void Add(MarketBook book)
        {
            Books[(book.LastSequence, book.Time, book.Grade)] = 0;
            if (book.Grade == BookGrade.Stale) Interlocked.Increment(ref _staleBooks);
        }
    }

    private sealed class Listener(Log log) : Component
    {
        protected override ValueTask OnEvent(ComponentEvent happened)
        {
            if (happened.Type == TradingEvents.Book) log.Add(happened.Data.As<MarketBook>());
            else log.Orders[happened.Data.As<OrderReport>().ClientOrderId] = happened.Data.As<OrderReport>();
            return default;
        }
    }
}
