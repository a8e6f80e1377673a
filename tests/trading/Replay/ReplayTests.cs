using Genesis.Trading;

namespace Genesis.Tests.Trading;

/// <summary>The flow on every recorded feed of real venues, in event time: twice the same, to the last digit.</summary>
public sealed class ReplayTests
{
    // Captures are short and trade little: windows of a few ticks, so that something happens.
    private static readonly Dictionary<string, string> Profile = new()
    {
        ["Strategies:sma:Type"] = "SmaCrossover",
        ["Strategies:sma:Amount"] = "0.1",
        ["Strategies:sma:Settings:fast"] = "2",
        ["Strategies:sma:Settings:slow"] = "4",
        ["Strategies:reversion:Type"] = "MeanReversion",
        ["Strategies:reversion:Amount"] = "0.1",
        ["Strategies:reversion:Settings:window"] = "3",
        ["Strategies:reversion:Settings:entry"] = "1",
        ["Risk:MinimumGrade"] = "Unproven",
    };

    [Theory]
    [InlineData("binance", "binance-spot.ws")]
    [InlineData("coinbase", "coinbase.ws")]
    [InlineData("kraken-v1", "kraken-book.ws")]
    [InlineData("kraken-v1", "kraken-book.ws", "kraken-trade.ws")]
    [InlineData("okx", "okx.ws")]
    public void The_flow_on_a_capture_is_the_same_twice(string venue, params string[] files)
    {
        var first = Replay(files);
        var second = Replay(files);

        first.Survey.Venue.ShouldBe(venue);
        first.Malformed.ShouldBe(0);
        first.Log.Signals.ShouldNotBeEmpty();
        first.Log.Fills.ShouldNotBeEmpty();
        second.Log.Lines.ShouldBe(first.Log.Lines);
        (second.Log.Digest, second.TraceHash).ShouldBe((first.Log.Digest, first.TraceHash));
        second.Summaries.ShouldBe(first.Summaries);
    }

    [Fact]
    public void Trades_alone_give_signals_and_no_order_because_there_is_no_book_to_fill_from()
    {
        var run = Replay("kraken-trade.ws");
        run.Log.Fills.ShouldBeEmpty();
        run.Log.Outcomes.ShouldAllBe(outcome => !outcome.Accepted);
    }

    [Fact]
    public void What_paper_does_not_trade_is_refused_with_the_reason()
    {
        var survey = CaptureSurvey.Of([CaptureInput.File(CaptureData.Path("okx.ws"))]);
        survey.Spot.ShouldBe(["BTC-USDT"]);
        survey.Refused.Keys.ShouldBe(["BTC-USD-220527", "UNI-USD-PERP"]);
        survey.Refused["BTC-USD-220527"].ShouldBe("it is a future, and the paper exchange trades spot pairs only");
    }

    private static ReplayRun Replay(params string[] files) => ReplayRun.Of([.. files.Select(file => CaptureInput.File(CaptureData.Path(file)))], Profile);
}
