using System.Globalization;
using System.Text;

namespace Genesis.ExchangeSimulator;

/// <summary>Makes the capture of a simulated market without a socket: the frames that a client of OKX would have recorded. The same seed gives the same bytes.</summary>
public static class MarketRecording
{
    private const int Depth = 400;
    private const int Levels = 30;
    private static readonly DateTimeOffset Begins = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    /// <summary>Makes a capture.</summary>
    /// <param name="seed">Decides the market.</param>
    /// <param name="symbols">In the form <c>BTC-USDT</c>.</param>
    /// <param name="length">How long it lasts.</param>
    /// <param name="liveliness">See <see cref="SimulatorOptions.Liveliness"/>.</param>
    /// <returns>The text of a capture, in UTF-8.</returns>
    public static byte[] Make(int seed, IReadOnlyList<string> symbols, TimeSpan length, double liveliness = 1)
    {
        var random = new Random(seed);
        var market = symbols.Select((name, rank) => new SimulatedSymbol(name, 3_000_000 / (rank + 1), Levels, new Random(random.Next())) { Liveliness = liveliness }).ToList();
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"wss://ws.okx.com:8443/ws/v5/public <-> {Seconds(Begins)}\n");
        foreach (var symbol in market)
        {
            foreach (var channel in (string[])["books", "trades", "bbo-tbt"]) Line(text, Begins, $$"""{"event":"subscribe","arg":{{Argument(channel, symbol)}}}""");
            Line(text, Begins, Book(symbol, "snapshot", DepthView.Of(symbol, Depth), -1, Begins, whole: true));
        }
        for (var now = Begins + Interval; now - Begins < length; now += Interval)
            foreach (var symbol in market)
            {
                var change = symbol.Step(now);
                DepthView.AdvanceAll(symbol);
                var view = DepthView.Of(symbol, Depth);
                if (change.Trade is { } trade)
                    Line(text, now, $$"""{"arg":{{Argument("trades", symbol)}},"data":[{"instId":"{{Name(symbol)}}","tradeId":"{{trade.Id}}","px":"{{Price(trade.Price)}}","sz":"{{SimulatedSymbol.Size(trade.Size)}}","side":"{{(trade.TakerBuys ? "buy" : "sell")}}","ts":"{{change.Milliseconds}}","count":"1"}]}""");
                if (view.ChangedBids.Count + view.ChangedAsks.Count > 0) Line(text, now, Book(symbol, "update", view, view.PreviousSequence, now, whole: false));
                if (change.ChangesQuote)
                    Line(text, now, $$"""{"arg":{{Argument("bbo-tbt", symbol)}},"data":[{"asks":[{{Level(symbol.BestAsk)}}],"bids":[{{Level(symbol.BestBid)}}],"ts":"{{change.Milliseconds}}","seqId":{{symbol.Sequence}}}]}""");
            }
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Book(SimulatedSymbol symbol, string action, DepthView view, long previous, DateTimeOffset now, bool whole)
    {
        IEnumerable<KeyValuePair<long, long>> bids = whole ? view.Bids : view.ChangedBids;
        IEnumerable<KeyValuePair<long, long>> asks = whole ? view.Asks : view.ChangedAsks;
        return $$"""{"arg":{{Argument("books", symbol)}},"action":"{{action}}","data":[{"asks":[{{string.Join(',', asks.Select(Level))}}],"bids":[{{string.Join(',', bids.Select(Level))}}],"ts":"{{now.ToUnixTimeMilliseconds()}}","checksum":0,"prevSeqId":{{previous}},"seqId":{{view.Sequence}}}]}""";
    }

    private static void Line(StringBuilder text, DateTimeOffset at, string frame) => text.Append(Seconds(at)).Append(": ").Append(frame).Append('\n');

    private static string Seconds(DateTimeOffset at) => (at.ToUnixTimeMilliseconds() / 1000m).ToString("0.000", CultureInfo.InvariantCulture);

    private static string Name(SimulatedSymbol symbol) => $"{symbol.Base}-{symbol.Quote}";

    private static string Argument(string channel, SimulatedSymbol symbol) => $$"""{"channel":"{{channel}}","instId":"{{Name(symbol)}}"}""";

    private static string Level(KeyValuePair<long, long> level) => $"[\"{Price(level.Key)}\",\"{SimulatedSymbol.Size(level.Value)}\",\"0\",\"1\"]";

    private static string Price(long ticks) => SimulatedSymbol.Price(ticks, 2);
}
