using System.Globalization;

namespace Genesis.ExchangeSimulator;

/// <summary>
/// One symbol of the simulated market: a book in whole ticks and steps, changed at random but never crossed. Changed under the exchange's lock only.
/// </summary>
public sealed class SimulatedSymbol
{
    private static readonly Dictionary<long, long> Nothing = [];
    private readonly Random _random;
    private readonly int _levels;
    private readonly long _home;
    private int _trend;
    private readonly SortedDictionary<long, long> _bids = new(Comparer<long>.Create((a, b) => b.CompareTo(a)));
    private readonly SortedDictionary<long, long> _asks = [];

    internal SimulatedSymbol(string name, long price, int levels, Random random)
    {
        (Base, Quote) = name.Split('-') is [var one, var two] ? (one, two) : throw new ArgumentException($"'{name}' is no symbol of the form BTC-USDT.", nameof(name));
        _random = random;
        _levels = levels;
        for (var i = 1; i <= levels; i++)
        {
            _bids[price - i] = Size();
            _asks[price + i] = Size();
        }
        Sequence = 1_000 + random.Next(1_000_000);
        TradeId = 1_000 + random.Next(1_000_000);
        LastPrice = _home = price;
    }

    /// <summary>A symbol of a recorded market, which changes as the recorded one did.</summary>
    internal SimulatedSymbol(string name, IReadOnlyDictionary<long, long> bids, IReadOnlyDictionary<long, long> asks, Random random)
        : this(name, 0, 0, random)
    {
        foreach (var (price, size) in bids) _bids[price] = size;
        foreach (var (price, size) in asks) _asks[price] = size;
        LastPrice = _bids.First().Key;
    }

    /// <summary>See <see cref="SimulatorOptions.Liveliness"/>.</summary>
    public double Liveliness { get; init; }

    public string Base { get; }

    public string Quote { get; }

    public static int SizeDecimals => 8;

    /// <summary>Number of the last change of the book.</summary>
    public long Sequence { get; private set; }

    /// <summary>Id of the last trade.</summary>
    public long TradeId { get; private set; }

    public long LastPrice { get; private set; }

    /// <summary>Best first: price in ticks, size in steps.</summary>
    public IEnumerable<KeyValuePair<long, long>> Bids => _bids;

    /// <inheritdoc cref="Bids"/>
    public IEnumerable<KeyValuePair<long, long>> Asks => _asks;

    public KeyValuePair<long, long> BestBid => _bids.First();

    public KeyValuePair<long, long> BestAsk => _asks.First();

    internal Dictionary<string, object> Views { get; } = [];

    internal Minute Minute { get; private set; } = new(0, 0, 0, 0, 0, 0);

    public static string Price(long ticks, int decimals) => Text(ticks, decimals);

    public static string Size(long steps) => Text(steps, SizeDecimals);

    /// <summary>Makes the book what a recorded one was; null if it is that already.</summary>
    internal MarketChange? Follow(IReadOnlyDictionary<long, long> bids, IReadOnlyDictionary<long, long> asks, DateTimeOffset now)
    {
        var first = Sequence + 1;
        var (bid, ask) = (_bids.First(), _asks.First());
        var (changedBids, changedAsks) = (Follow(_bids, bids), Follow(_asks, asks));
        Sequence += changedBids.Count + changedAsks.Count;
        return Sequence < first ? null : new MarketChange(this, now, first, Sequence, changedBids, changedAsks, null, !bid.Equals(_bids.First()) || !ask.Equals(_asks.First()));
    }

    /// <summary>A recorded trade. What it took from the book is told by the book.</summary>
    internal MarketChange Take(long price, long size, bool takerBuys, DateTimeOffset now)
    {
        LastPrice = price;
        Minute = Minute.With(now, price, size);
        return new MarketChange(this, now, Sequence + 1, Sequence, Nothing, Nothing, new SimulatedTrade(++TradeId, price, size, takerBuys, Identity()), false);
    }

    /// <summary>One step of the market: a few levels change, sometimes a trade takes from the best one.</summary>
    internal MarketChange Step(DateTimeOffset now)
    {
        var first = Sequence + 1;
        var (bid, ask) = (_bids.First(), _asks.First());
        Dictionary<long, long> bids = [], asks = [];
        SimulatedTrade? trade = _random.Next(3) == 0 ? Trade(now, bids, asks) : null;
        if (Liveliness > 0) Wander(bids, asks);
        for (var i = _random.Next(1, 4); i > 0; i--) Change(bids, asks);
        Refill(bids, asks);
        Sequence += bids.Count + asks.Count;
        return new MarketChange(this, now, first, Sequence, bids, asks, trade,
            !bid.Equals(_bids.First()) || !ask.Equals(_asks.First()));
    }

    private void Change(Dictionary<long, long> bids, Dictionary<long, long> asks)
    {
        var isBid = _random.Next(2) == 0;
        var (side, other, changed) = isBid ? (_bids, _asks, bids) : (_asks, _bids, asks);
        var best = side.First().Key;
        var away = isBid ? -1 : 1;
        // Around the best price, now and then one tick better than it, never at or past the other side's best.
        var price = best + (away * (_random.Next(12) - 1));
        if (isBid ? price >= other.First().Key : price <= other.First().Key) return;
        if (side.ContainsKey(price) && side.Count > _levels / 2 && _random.Next(4) == 0) Set(side, changed, price, 0);
        else Set(side, changed, price, Size());
    }

    /// <summary>Moves the whole book a little, in one direction for a while.</summary>
    private void Wander(Dictionary<long, long> bids, Dictionary<long, long> asks)
    {
        if (_random.Next(50) == 0) _trend = _random.Next(-2, 3);
        var most = Math.Max(1, (long)(LastPrice * Liveliness / 10_000));
        // A price that has gone far comes back: it neither runs away nor to nothing.
        var pull = LastPrice > _home * 11 / 10 ? -1 : LastPrice < _home * 9 / 10 ? 1 : 0;
        var move = _random.NextInt64(-most, most + 1) + ((_trend + (pull * 3)) * most / 4);
        if (move > 0) Shift(_asks, asks, _bids, bids, move, 1);
        else if (move < 0) Shift(_bids, bids, _asks, asks, -move, -1);
    }

    // One side gives way by so many ticks, the other follows with some new levels.
    private void Shift(SortedDictionary<long, long> yielding, Dictionary<long, long> yielded, SortedDictionary<long, long> following, Dictionary<long, long> followed, long ticks, int up)
    {
        var best = yielding.First().Key + (ticks * up);
        for (var i = 0; i < 5; i++) Set(yielding, yielded, best + (i * up), Size());
        foreach (var price in yielding.Keys.Where(price => (price - best) * up < 0).ToList()) Set(yielding, yielded, price, 0);
        for (var i = 1; i <= 5; i++) Set(following, followed, best - (i * up), Size());
    }

    private SimulatedTrade Trade(DateTimeOffset now, Dictionary<long, long> bids, Dictionary<long, long> asks)
    {
        var buys = _random.Next(2) == 0;
        var (side, changed) = buys ? (_asks, asks) : (_bids, bids);
        var (price, there) = side.First();
        var size = Math.Max(1, (long)(there * _random.NextDouble() * 1.3));
        if (size > there) size = there;
        Set(side, changed, price, there - size);
        LastPrice = price;
        Minute = Minute.With(now, price, size);
        return new SimulatedTrade(++TradeId, price, size, buys, Identity());
    }

    private void Refill(Dictionary<long, long> bids, Dictionary<long, long> asks)
    {
        while (_bids.Count < _levels / 2) Set(_bids, bids, _bids.Keys.Last() - 1, Size());
        while (_asks.Count < _levels / 2) Set(_asks, asks, _asks.Keys.Last() + 1, Size());
        while (_bids.Count > _levels * 2) Set(_bids, bids, _bids.Keys.Last(), 0);
        while (_asks.Count > _levels * 2) Set(_asks, asks, _asks.Keys.Last(), 0);
    }

    private static Dictionary<long, long> Follow(SortedDictionary<long, long> side, IReadOnlyDictionary<long, long> recorded)
    {
        Dictionary<long, long> changed = [];
        foreach (var price in side.Keys.Where(price => !recorded.ContainsKey(price)).ToList()) Set(side, changed, price, 0);
        foreach (var (price, size) in recorded)
            if (side.GetValueOrDefault(price) != size) Set(side, changed, price, size);
        return changed;
    }

    private static void Set(SortedDictionary<long, long> side, Dictionary<long, long> changed, long price, long size)
    {
        if (size == 0) side.Remove(price);
        else side[price] = size;
        changed[price] = size;
    }

    private long Size() => _random.NextInt64(1_000, 5_000_000_000);

    private Guid Identity()
    {
        Span<byte> bytes = stackalloc byte[16];
        _random.NextBytes(bytes);
        return new Guid(bytes);
    }

    private static string Text(long value, int decimals) =>
        new decimal((int)value, (int)(value >> 32), 0, false, (byte)decimals).ToString(CultureInfo.InvariantCulture);
}
