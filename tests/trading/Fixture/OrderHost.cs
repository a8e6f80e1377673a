using Genesis.Exchanges;
using Genesis.Simulations;
using Genesis.Storage;
using Genesis.Trading;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Genesis.Tests.Trading.Fixture;

/// <summary>Exchange manager, risk manager and portfolio in virtual time, and somebody who listens.</summary>
internal sealed class OrderHost(Simulation simulation, OrderHost.Setup setup)
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(5);
    private long _sequence;

    public Simulation Simulation => simulation;

    public IComponentBus Bus => simulation.Services.GetRequiredService<IComponentBus>();

    public IComponents Components => simulation.Services.GetRequiredService<IComponents>();

    public IFaults Faults => simulation.Services.GetRequiredService<IFaults>();

    public DateTimeOffset Now => simulation.Time.GetUtcNow();

    /// <summary>Order events as they were told, in order.</summary>
    public List<OrderReport> Orders => setup.Orders;

    /// <summary>Fills as they were told, in order; repeated ones too.</summary>
    public List<Fill> Fills => setup.Fills;

    public List<RiskNotice> Notices => setup.Notices;

    public string? StoreFault { set => setup.StoreFault = value; }

    public TimeSpan StoreLatency { set => setup.StoreLatency = value; }

    public static void Run(Func<OrderHost, Task> body, Action<TradingOptions>? options = null, long seed = 1)
    {
        var settings = new TradingOptions();
        options?.Invoke(settings);
        using var setup = new Setup(settings);
        Simulation.Run(seed, setup.Configure, simulation => body(new OrderHost(simulation, setup)), new SimulationOptions { LetCallsTimeOut = true });
    }

    /// <summary>Tells the market's books, prices and trades, as a feed does.</summary>
    public async Task Book(decimal price, decimal size = 10, BookGrade grade = BookGrade.Sequenced, string symbol = Market.Btc)
    {
        await Bus.Tell(TradingEvents.Book, Market.Around(price, Now, size, grade, symbol, ++_sequence), "feed", new TellOptions { Key = symbol });
        await Bus.Tell(TradingEvents.PriceUpdate, new PriceUpdate(symbol, price, 0), "feed", new TellOptions { Key = symbol });
        await Settle();
    }

    public async Task Trade(decimal price, decimal size, Side taker)
    {
        await Bus.Tell(TradingEvents.Trade, Market.Trade(price, size, taker), "feed", new TellOptions { Key = Market.Btc });
        await Settle();
    }

    public async Task<OrderAnswer> Buy(decimal amount, string? id = null, decimal? price = null) => await Execute(Side.Buy, amount, id, price);

    public async Task<OrderAnswer> Sell(decimal amount, string? id = null, decimal? price = null) => await Execute(Side.Sell, amount, id, price);

    public async Task<Outcome> Ask(string target, string type, object? data = null) => await Bus.Ask(target, type, data, source: "test");

    public async Task<T> Ask<T>(string target, string type, object? data = null) => (await Ask(target, type, data)).As<T>();

    public Task<ExchangeSummary> Exchange() => Ask<ExchangeSummary>(TradingIds.Exchange, TradingRequests.Summary);

    public Task<RiskSummary> Risk() => Ask<RiskSummary>(TradingIds.Risk, TradingRequests.Summary);

    public Task<PortfolioSummary> Portfolio() => Ask<PortfolioSummary>(TradingIds.Portfolio, TradingRequests.Summary);

    public Task Delay(double seconds) => simulation.Delay(TimeSpan.FromSeconds(seconds));

    /// <summary>Lets all happen that can without much time passing.</summary>
    public Task Settle() => simulation.Delay(TimeSpan.FromMilliseconds(1));

    public async Task Until(Func<Task<bool>> holds, string what, double seconds = 10)
    {
        for (var began = simulation.Elapsed; !await holds(); await simulation.Delay(Step)) (simulation.Elapsed - began).TotalSeconds.ShouldBeLessThan(seconds, what);
    }

    public Task UntilRunning(string id) => Until(async () => (await Components.Status(id))?.State is Lifecycle.Running or Lifecycle.Degraded, $"{id} should run");

    public async Task KillSilo()
    {
        simulation.KillSilo();
        await simulation.StartSilo();
        foreach (var id in (string[])[TradingIds.Exchange, TradingIds.Risk, TradingIds.Portfolio]) await UntilRunning(id);
    }

    /// <summary>Nothing is lost, nothing is there twice, and all adds up.</summary>
    public async Task ShouldAddUp()
    {
        await Delay(1);
        var exchange = await Exchange();
        var (counts, fills) = (exchange.Counts, Fills.DistinctBy(static fill => fill.Number).OrderBy(static fill => fill.Number).ToArray());
        (counts.Filled + counts.Cancelled + counts.Rejected + exchange.Open).ShouldBe(counts.Orders);
        fills.Select(static fill => fill.Number).ShouldBe(Enumerable.Range(1, (int)exchange.LastFill).Select(static number => (long)number));
        Fills.GroupBy(static fill => fill.Number).ShouldAllBe(static same => same.Distinct().Count() == 1, "what is told twice is the same");
        var flow = fills.Sum(static fill => ((fill.Side == Side.Sell ? 1 : -1) * fill.Price * fill.Amount) - fill.Fee);
        exchange.Cash.Values.Sum().ShouldBe(exchange.Deposits.Values.Sum() + flow);
        var portfolio = await Portfolio();
        (portfolio.LastFill, portfolio.CashFlow).ShouldBe((exchange.LastFill, flow));
        portfolio.Positions.Select(static one => one.Position).ShouldBe(exchange.Positions);
    }

    private Task<OrderAnswer> Execute(Side side, decimal amount, string? id, decimal? price) => Ask<OrderAnswer>(TradingIds.Exchange, TradingRequests.ExecuteTrade, new OrderRequest
    {
        Symbol = Market.Btc,
        Side = side,
        Amount = amount,
        ClientOrderId = id,
        Price = price,
        Kind = price is null ? OrderKind.Market : OrderKind.Limit,
    });

    /// <summary>What outlives the silo.</summary>
    internal sealed class Setup(TradingOptions options) : IDisposable
    {
        private readonly MemoryStores _stores = new();

        public List<OrderReport> Orders { get; } = [];

        public List<Fill> Fills { get; } = [];

        public List<RiskNotice> Notices { get; } = [];

        public string? StoreFault { get; set; }

        public TimeSpan StoreLatency { get; set; }

        public void Configure(ISiloBuilder silo)
        {
            foreach (var store in (string[])[StoreNames.Checkpoints, StoreNames.System]) silo.AddGenesisMemoryStorage(store, Stored);
            silo.AddGenesisMemoryJournal(store => store.Stores = _stores);
            silo.Services.AddSingleton(Options.Create(options));
            silo.AddGenesis(genesis => genesis.AddTradingOrders().AddComponentType<Broken>().AddComponent("listener", [TradingEvents.Order, TradingEvents.Fill, TradingEvents.Risk], make: (_, _) => new Listener(this)));
        }

        public void Dispose() => _stores.Dispose();

        private void Stored(MemoryStoreOptions store)
        {
            store.Stores = _stores;
            store.Fault = () => StoreFault is { } fault ? new IOException(fault) : null;
            store.Latency = () => StoreLatency;
        }
    }

    /// <summary>Fails as soon as it is registered, and counts for much: then the mode is EMERGENCY.</summary>
    public Task Emergency() => Components.Register(new ComponentRegistration { Id = "broken", Type = nameof(Broken), Policies = new() { Weight = 1000 } });

    private sealed class Broken : Component
    {
        protected override ValueTask OnStart() => throw new InvalidOperationException("It is broken.");
    }

    private sealed class Listener(Setup setup) : Component
    {
        protected override ValueTask OnEvent(ComponentEvent happened)
        {
            if (happened.Type == TradingEvents.Order) setup.Orders.Add(happened.Data.As<OrderReport>());
            else if (happened.Type == TradingEvents.Fill) setup.Fills.Add(happened.Data.As<Fill>());
            else setup.Notices.Add(happened.Data.As<RiskNotice>());
            return default;
        }
    }
}
