using Genesis.Exchanges;
using Genesis.Trading;
using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Tests.Integration.Trading;

/// <summary>
/// Orders stop, in real time, on real files, under load. The output says how soon: 200 ms is the aim, and a test that asserted it would fail on a busy machine.
/// tests/trading asserts it in virtual time.
/// </summary>
public sealed class OrderReactionTests : IDisposable
{
    private const int Rounds = 7;

    private readonly string _directory = Directory.CreateTempSubdirectory("genesis-reaction-").FullName;
    private readonly List<TimeSpan> _stopped = [];
    private readonly List<TimeSpan> _cancelled = [];

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public Task The_kill_switch_stops_orders_and_cancels_what_is_open() => Measure(
        static (bus, _) => bus.Ask(TradingIds.Risk, TradingRequests.KillSwitch).AsTask(),
        static (bus, _) => bus.Ask(TradingIds.Risk, TradingRequests.ReleaseKillSwitch).AsTask(),
        static outcome => outcome.IsOk && outcome.As<OrderAnswer>().Reason?.Contains("kill switch", StringComparison.Ordinal) == true);

    [Fact]
    public Task Emergency_stops_orders_and_cancels_what_is_open() => Measure(
        static (_, components) => components.Register(new ComponentRegistration { Id = "broken", Type = nameof(OrderProcess.Broken), Policies = new() { Weight = 1000 } }),
        static (_, components) => components.Remove("broken"),
        static outcome => outcome.Kind == OutcomeKind.Rejected);

    private async Task Measure(Func<IComponentBus, IComponents, Task> stop, Func<IComponentBus, IComponents, Task> release, Func<Outcome, bool> isStopped)
    {
        using var host = await OrderProcess.Start(_directory);
        var (bus, components) = (host.Services.GetRequiredService<IComponentBus>(), host.Services.GetRequiredService<IComponents>());
        using var ending = new CancellationTokenSource();
        var feed = OrderProcess.Feed(bus, new Random(1), ending.Token);
        for (var round = 0; round < Rounds; round++)
        {
            await Eventually.True(async () => (await Order(bus, 80, 0.01m)) is { IsOk: true } outcome && outcome.As<OrderAnswer>().Status == OrderAnswer.Success, "orders to be taken");
            (await Open(bus)).ShouldBeGreaterThan(0);
            var began = TimeProvider.System.GetTimestamp();
            var stopping = stop(bus, components);
            while (!isStopped(await Order(bus, 80, 0.01m))) TimeProvider.System.GetElapsedTime(began).ShouldBeLessThan(Eventually.Patience);
            _stopped.Add(TimeProvider.System.GetElapsedTime(began));
            while (await Open(bus) > 0) TimeProvider.System.GetElapsedTime(began).ShouldBeLessThan(Eventually.Patience);
            _cancelled.Add(TimeProvider.System.GetElapsedTime(began));
            await stopping.InTime();
            await release(bus, components).InTime();
        }
        await ending.CancelAsync();
        await feed;
        await host.StopAsync();
        TestContext.Current.TestOutputHelper?.WriteLine($"Stopped after {string.Join(", ", _stopped.Select(static took => $"{took.TotalMilliseconds:F0}"))} ms, cancelled after {string.Join(", ", _cancelled.Select(static took => $"{took.TotalMilliseconds:F0}"))} ms.");
    }

    private static async Task<Outcome> Order(IComponentBus bus, decimal price, decimal amount) => await bus.Ask(
        TradingIds.Exchange, TradingRequests.ExecuteTrade, new OrderRequest { Symbol = OrderProcess.Symbol, Side = Side.Buy, Kind = OrderKind.Limit, Amount = amount, Price = price });

    private static async Task<int> Open(IComponentBus bus) => (await bus.Ask(TradingIds.Exchange, TradingRequests.Summary, timeout: TimeSpan.FromSeconds(20))).As<ExchangeSummary>().Open;
}
