using Genesis.Exchanges;
using Genesis.ExchangeSimulator;

namespace Genesis.Tests.Exchanges.Simulated;

/// <summary>From a break to books of their normal grade, and what many breaks leave behind.</summary>
[Collection(Alone.Name)]
public sealed class RecoveryTests(ITestOutputHelper output)
{
    private static readonly int Symbols = Scale.Of("GENESIS_SYMBOLS", 10);

    public static TheoryData<string> Venues => [.. Rig.Venues];

    [Theory, MemberData(nameof(Venues))]
    public async Task From_a_break_to_good_books_it_takes_less_than_a_second(string venue)
    {
        var quote = venue is "coinbase" or "kraken" ? "USD" : "USDT";
        var assets = Enumerable.Range(0, Symbols).Select(i => $"A{i}X").ToList();
        var simulator = new SimulatorOptions { Symbols = [.. assets.Select(asset => $"{asset}-{quote}")], Interval = TimeSpan.FromMilliseconds(10), SymbolsPerStep = Symbols, AddressLimits = false };
        // As many messages as a thousand breaks in minutes need; what one break needs is within the venue's limits.
        await using var rig = await Rig.StartAsync(venue, simulator, options => Rig.Unlimited(options, venue));
        (await Task.WhenAll(assets.Select(asset => rig.Book(asset, new Collector())))).ShouldAllBe(one => one);
        foreach (var asset in assets) await rig.BookIsGood(asset);

        var books = assets.Select(asset => rig.Connection.Book(rig.Symbol(asset))!).ToList();
        List<double> times = [];
        for (var i = 0; i < Scale.Breaks(12); i++)
        {
            var lost = books.Select(book => book.History[DoubtKind.ConnectionLost]).ToList();
            var began = TimeProvider.System.GetTimestamp();
            rig.Exchange.Inject(new ExchangeFault(FaultKind.Drop, venue));
            await Eventually.True(() => books.Select((book, at) => book.History[DoubtKind.ConnectionLost] > lost[at] && book.Grade == rig.NormalGrade).All(good => good),
                () => $"good books after break {i}: {string.Join(", ", books.Select(book => book.Grade))}; {rig.Connection.Links[0]}; {string.Join("; ", books.SelectMany(book => book.History.Doubts.TakeLast(1)))}");
            times.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
        }
        times.Sort();
        var (half, most) = (times[times.Count / 2], times[(int)(times.Count * 0.99)]);
        output.WriteLine($"{venue}: {times.Count} breaks, {Symbols} books: p50 {half:0} ms, p99 {most:0} ms, longest {times[^1]:0} ms");
    }

    [Fact]
    public async Task Many_breaks_leave_no_socket_no_task_and_no_memory_behind()
    {
        await using var rig = await Rig.StartAsync("okx", new SimulatorOptions { Interval = TimeSpan.FromMilliseconds(5), AddressLimits = false }, options => Rig.Unlimited(options, "okx") with { Observer = null });
        var (trades, books) = (0, 0);
        (await rig.Connection.ConnectAsync(Channel.Book, rig.Symbol(), _ => Interlocked.Increment(ref books))).ShouldBeTrue();
        (await rig.Connection.ConnectAsync(Channel.Trades, rig.Symbol(), _ => Interlocked.Increment(ref trades))).ShouldBeTrue();
        await rig.BookIsGood();
        await BreakAsync(rig, 50);
        var before = Resources();
        await BreakAsync(rig, Scale.Breaks(300));
        var after = Resources();

        output.WriteLine($"before {before}, after {after}");
        await Eventually.True(() => rig.Stats.Open == 1, "one socket");
        after.Handles.ShouldBeLessThan(before.Handles + 20);
        after.Timers.ShouldBeLessThan(before.Timers + 20);
        // What a break left behind would be there for each of them.
        ((after.Memory - before.Memory) / (double)Scale.Breaks(300)).ShouldBeLessThan(1_000);
        (Volatile.Read(ref trades), Volatile.Read(ref books)).ShouldSatisfyAllConditions(both => both.Item1.ShouldBeGreaterThan(0), both => both.Item2.ShouldBeGreaterThan(0));
    }

    private static async Task BreakAsync(Rig rig, int times)
    {
        for (var i = 0; i < times; i++)
        {
            var connects = rig.Stats.Connects;
            rig.Exchange.Inject(new ExchangeFault(FaultKind.Drop));
            await Eventually.True(() => rig.Stats.Connects > connects && rig.Stats.Open == 1 && rig.Connection.Links[0].State == LinkState.Live, () => $"the reconnect {i}; {rig.Connection.Links[0]}");
        }
        await rig.BookIsGood();
    }

    private static (int Handles, long Timers, long Memory) Resources()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return (process.HandleCount, Timer.ActiveCount, GC.GetTotalMemory(forceFullCollection: true));
    }
}
