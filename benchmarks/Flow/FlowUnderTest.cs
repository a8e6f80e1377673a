using System.Collections.Concurrent;
using Genesis.ExchangeSimulator;
using Genesis.Trading;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Genesis.Benchmarks.Flow;

/// <summary>A host with the whole flow, and what times its orders.</summary>
internal sealed class FlowUnderTest : IAsyncDisposable
{
    private static readonly string[] Symbols = ["BTC-USDT", "ETH-USDT", "SOL-USDT"];

    // Of all messages about so many are trades.
    private const double TradeShare = 0.15;
    private const int OrdersPerSecond = 100;

    /// <summary>Messages in a second until the compiler has done with the hot paths.</summary>
    public const int WarmUpRate = 10_000;

    private readonly IHost _host;
    // An order is told in either order with the end of its signal: whichever comes first waits for the other.
    private readonly ConcurrentDictionary<string, DateTimeOffset> _placed = new();
    private readonly ConcurrentDictionary<string, DateTimeOffset> _waiting = new();

    private FlowUnderTest(IHost host) => _host = host;

    public required FrameFeed Feed { get; init; }

    /// <summary>From frame received to the order in the paper exchange.</summary>
    public ConcurrentBag<double> Accepted { get; } = [];

    /// <summary>From frame received to the signal's end: the order is in the store and answered.</summary>
    public ConcurrentBag<double> Confirmed { get; } = [];

    private IEventRuntime Events => _host.Services.GetRequiredService<IEventRuntime>();

    /// <param name="capture">The frames.</param>
    /// <param name="rate">Messages in a second, by which the number of orders is chosen.</param>
    /// <param name="folder">For stores on disk; null for memory.</param>
    public static async Task<FlowUnderTest> Start(byte[] capture, int rate, string? folder)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        var n = Math.Max(1, (int)(Math.Max(rate, WarmUpRate) * TradeShare / OrdersPerSecond));
        Dictionary<string, string?> settings = new()
        {
            ["Genesis:Trading:Strategies:nth:Type"] = nameof(EveryNth),
            ["Genesis:Trading:Strategies:nth:Amount"] = "0.001",
            ["Genesis:Trading:Strategies:nth:Settings:n"] = $"{n}",
            ["Genesis:Trading:Risk:MaxOrdersPerSecond"] = "100000",
            ["Genesis:Trading:Risk:MaxLoss"] = "1000000000",
        };
        for (var i = 0; i < Symbols.Length; i++) settings[$"Genesis:Trading:Symbols:{i}"] = Symbols[i];
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.AddGenesis(genesis =>
        {
            genesis.AddTrading(withFeed: false).AddStrategy(nameof(EveryNth), static own => new EveryNth(own));
            if (folder is null) genesis.UseMemory();
            else genesis.UseSqlite(folder);
        });
        var host = builder.Build();
        await host.StartAsync();
        var flow = new FlowUnderTest(host) { Feed = new FrameFeed(capture, Symbols, host.Services.GetRequiredService<FeedIntake>()) };
        await flow.Listen();
        return flow;
    }

    /// <summary>The frames of a market of this length.</summary>
    public static byte[] Frames(TimeSpan length) => MarketRecording.Make(seed: 1, Symbols, length);

    /// <summary>Gives frames at a rate for some time, from one thread as a connection does.</summary>
    /// <returns>The rate that was reached.</returns>
    public double Run(int rate, TimeSpan time)
    {
        using var pause = new ManualResetEventSlim();
        var (clock, total, sent) = (TimeProvider.System, (long)(rate * time.TotalSeconds), 0L);
        var started = clock.GetTimestamp();
        while (sent < total)
        {
            var due = Math.Min(total, (long)(clock.GetElapsedTime(started).TotalSeconds * rate));
            // Behind for long: it is not going to be reached.
            if (clock.GetElapsedTime(started) > time * 1.5) break;
            if (sent >= due) pause.Wait(TimeSpan.FromMilliseconds(1));
            for (; sent < due; sent++) Feed.Next();
        }
        return sent / clock.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>Lets what is under way end.</summary>
    public async Task<LedgerRowSnapshot> Settle()
    {
        for (var i = 0; ; i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            var total = (await Events.ReadLedger()).Rows.Aggregate(new LedgerRowSnapshot("*", "*"), static (sum, row) => sum.Plus(row));
            if ((total.Queued == 0 && total.Difference == 0) || i == 100) return total;
        }
    }

    /// <summary>What was lost since the start, of which type, for whom and why.</summary>
    public async Task<string> Losses() => string.Join(", ", (await Events.ReadLedger()).Rows.Where(static row => row.Shed + row.Expired + row.DeadLettered > 0).Select(static row =>
        $"{row.Type} for {row.Subscriber}: {string.Join(' ', row.ShedBy.Select(static shed => $"{shed.Value} {shed.Key}"))} {row.Expired} expired {row.DeadLettered} dead letters"));

    public void Forget()
    {
        Accepted.Clear();
        Confirmed.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private async Task Listen()
    {
        var events = _host.Services.GetRequiredService<EventBus>();
        events.Subscribe(SignalOutcome.EventType, happened =>
        {
            var (outcome, now) = (happened.Data.As<SignalOutcome>(), TimeProvider.System.GetUtcNow());
            if (outcome.Accepted && Feed.Received(outcome.Signal.Reason) is { } received)
            {
                Confirmed.Add((now - received).TotalMicroseconds);
                if (_placed.TryRemove(outcome.Signal.Id, out var placed)) Accepted.Add((placed - received).TotalMicroseconds);
                else _waiting[outcome.Signal.Id] = received;
            }
            return default;
        });
        events.Subscribe(TradingEvents.Order, happened =>
        {
            var order = happened.Data.As<OrderReport>();
            if (order.Status is OrderStatus.Pending or OrderStatus.Rejected) return default;
            if (_waiting.TryRemove(order.ClientOrderId, out var received)) Accepted.Add((order.UpdatedAt - received).TotalMicroseconds);
            else _placed[order.ClientOrderId] = order.UpdatedAt;
            return default;
        });
        await events.Start();
    }
}
