using System.Diagnostics;
using System.Text.Json;
using Genesis.ExchangeSimulator;

namespace Genesis.Tests.Exchanges;

/// <summary>
/// A client of the venues that others have written (ccxt, on Node.js) talks to the simulated exchange: what it makes of the market is the market.
/// Skipped unless it is there: <c>npm install --prefix artifacts/peer ccxt@4.5.84</c> in the repository's root.
/// </summary>
public sealed class PeerTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("binance", "binance", "BTC/USDT")]
    [InlineData("binance-futures", "binanceusdm", "BTC/USDT:USDT")]
    [InlineData("coinbase", "coinbaseexchange", "BTC/USD")]
    [InlineData("kraken", "kraken", "BTC/USD")]
    [InlineData("okx", "okx", "BTC/USDT")]
    [InlineData("bybit", "bybit", "BTC/USDT")]
    [InlineData("bybit-linear", "bybit", "BTC/USDT:USDT")]
    public async Task Another_implementation_sees_the_true_book_trades_quotes_and_candles(string venue, string peer, string symbol)
    {
        await using var exchange = await SimulatedExchange.StartAsync(new SimulatorOptions());
        using var client = Peer.Start(exchange, venue, peer, symbol);
        var seen = await client.Until(one => one is { Books: > 100, Trades: > 10, Quotes: > 10 } && (one.Candles > 10 || venue == "coinbase"), "all channels");
        exchange.Paused = true;
        var market = exchange.Symbols.First(one => one.Base == "BTC" && one.Quote == (symbol.Contains("USDT", StringComparison.Ordinal) ? "USDT" : "USD"));
        seen = await client.Until(one => Same(exchange, one.Bids, market.Bids) && Same(exchange, one.Asks, market.Asks), "the true book");

        output.WriteLine($"{venue}: {seen.Books} books, {seen.Trades} trades, {seen.Quotes} quotes, {seen.Candles} candles");
        seen.Markets.ShouldBeGreaterThan(0);
        seen.Errors.ShouldBeEmpty();
        exchange.Stats(venue).Violations.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("kraken", "kraken", "BTC/USD", FaultKind.BadChecksum)]
    [InlineData("binance", "binance", "BTC/USDT", FaultKind.Gap)]
    [InlineData("binance-futures", "binanceusdm", "BTC/USDT:USDT", FaultKind.Gap)]
    [InlineData("okx", "okx", "BTC/USDT", FaultKind.Gap)]
    public async Task Another_implementation_notices_a_fault_as_ours_does(string venue, string peer, string symbol, FaultKind fault)
    {
        await using var exchange = await SimulatedExchange.StartAsync(new SimulatorOptions());
        using var client = Peer.Start(exchange, venue, peer, symbol);
        (await client.Until(one => one.Books > 5, "a book")).Errors.ShouldBeEmpty();
        exchange.Inject(new ExchangeFault(fault, venue, BooksOnly: true));
        var seen = await client.Until(one => one.Errors.Count > 0, "its complaint");
        output.WriteLine($"{venue}: {seen.Errors[0]}");
    }

    private static bool Same(SimulatedExchange exchange, IReadOnlyList<decimal[]> levels, IEnumerable<KeyValuePair<long, long>> truth) =>
        levels.Select(level => (level[0], level[1])).SequenceEqual(truth.Take(10).Select(level => (exchange.Price(level.Key), level.Value / 100_000_000m)));

    private sealed record Report(int Markets, long Books, long Trades, long Quotes, long Candles, IReadOnlyList<string> Errors, IReadOnlyList<decimal[]> Bids, IReadOnlyList<decimal[]> Asks);

    /// <summary>The other implementation, in a process of its own.</summary>
    private sealed class Peer(Process process) : IDisposable
    {
        public static Peer Start(SimulatedExchange exchange, string venue, string name, string symbol)
        {
            var root = Root();
            var module = Path.Combine(root, "artifacts", "peer", "node_modules", "ccxt");
            Assert.SkipUnless(Directory.Exists(module), "No second implementation here. To have one: npm install --prefix artifacts/peer ccxt@4.5.84");
            var address = $"{exchange.Rest(venue).Authority}/{venue}";
            var process = Process.Start(new ProcessStartInfo("node", [Path.Combine(root, "tests", "exchanges", "Peer", "peer.mjs"), module, name, address, symbol])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            })!;
            return new Peer(process);
        }

        public async Task<Report> Until(Func<Report, bool> condition, string what)
        {
            var last = "nothing";
            Report? report = null;
            var start = TimeProvider.System.GetTimestamp();
            while (report is null || !condition(report))
            {
                if (TimeProvider.System.GetElapsedTime(start) > Eventually.Patience) throw new TimeoutException($"Waited for {what}; the last report: {last}");
                await process.StandardInput.WriteLineAsync("report");
                last = await process.StandardOutput.ReadLineAsync().InTime() ?? throw new InvalidOperationException($"It ended while {what} was awaited.");
                report = JsonSerializer.Deserialize<Report>(last, JsonSerializerOptions.Web)!;
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
            }
            return report;
        }

        public void Dispose()
        {
            process.Kill();
            process.Dispose();
        }

        private static string Root()
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Genesis.Orleans.sln"))) folder = folder.Parent;
            return folder?.FullName ?? ".";
        }
    }
}
