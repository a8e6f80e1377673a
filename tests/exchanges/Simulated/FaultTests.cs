using System.Net.Http.Json;
using Genesis.Exchanges;
using Genesis.ExchangeSimulator;

namespace Genesis.Tests.Exchanges.Simulated;

/// <summary>The simulated exchange's faults that have no pain of their own in <see cref="PainTests"/>.</summary>
public sealed class FaultTests
{
    [Fact]
    public async Task Frames_that_come_late_make_no_book_wrong()
    {
        await using var rig = await Rig.StartAsync("okx", new SimulatorOptions { Interval = TimeSpan.FromMilliseconds(40) });
        (await rig.Book("BTC", new Collector())).ShouldBeTrue();
        await rig.BookIsGood();
        rig.Exchange.Inject(new ExchangeFault(FaultKind.Slow, "okx", Milliseconds: 30));
        var book = rig.Connection.Book(rig.Symbol())!;
        var before = book.History[BookOutcome.Applied];
        await Eventually.True(() => book.History[BookOutcome.Applied] > before + 10, "late changes");
        rig.Exchange.Faults.Clear();
        await rig.BookIsTrue();
        rig.Doubts.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_snapshot_that_is_refused_is_asked_for_again()
    {
        await using var rig = await Rig.StartAsync("binance");
        rig.Exchange.Inject(new ExchangeFault(FaultKind.RestError, "binance", Count: 2));
        (await rig.Book("BTC", new Collector())).ShouldBeTrue();
        await rig.BookIsGood();
        await rig.BookIsTrue();
        rig.Exchange.Faults.Committed[FaultKind.RestError].ShouldBe(2);
    }

    [Fact]
    public async Task A_connection_that_the_venue_ends_by_its_age_comes_back()
    {
        await using var rig = await Rig.StartAsync("kraken", new SimulatorOptions { ConnectionLife = TimeSpan.FromSeconds(1), AddressLimits = false }, options => Rig.Unlimited(options, "kraken"));
        (await rig.Book("BTC", new Collector())).ShouldBeTrue();
        await Eventually.True(() => rig.States.Any(state => state.Reason == "closed by venue"), () => $"the end; {string.Join(" | ", rig.States)}");
        await rig.BookIsGood();
    }

    [Fact]
    public async Task Faults_are_commanded_over_http()
    {
        await using var rig = await Rig.StartAsync("bybit");
        (await rig.Book("BTC", new Collector())).ShouldBeTrue();
        await rig.BookIsGood();
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{rig.Exchange.Port}") };
        (await http.PostAsJsonAsync("/faults", new { kind = "gap", venue = "bybit", count = 1, booksOnly = true })).EnsureSuccessStatusCode();
        await Eventually.True(() => !rig.Doubts.IsEmpty, "the doubt");
        await rig.BookIsGood();
        var refused = await http.PostAsJsonAsync("/faults", new { kind = "earthquake" });
        (refused.StatusCode, (await refused.Content.ReadAsStringAsync()).Contains("DropOnMessage", StringComparison.Ordinal)).ShouldBe((System.Net.HttpStatusCode.BadRequest, true));
    }
}
