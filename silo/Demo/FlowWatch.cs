using System.Collections.Concurrent;
using Genesis.Exchanges;
using Genesis.Trading;

namespace Genesis.Silo.Demo;

/// <summary>Listens to the flow of this process for those who show it, and notes when what happened. Safe from any thread.</summary>
internal sealed class FlowWatch(EventBus events, Recent<TapeLine> tape, TimeProvider time)
{
    private const string Name = "display";

    private readonly ConcurrentDictionary<string, PriceView> _prices = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, BookGrade> _grades = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _signalIds = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _settled = new(StringComparer.Ordinal);
    private long _signals;
    private long _accepted;
    private long _refused;
    private long _carriedOver;
    private long _fills;
    private long _staleOrders;

    /// <summary>The last price of each symbol.</summary>
    public IReadOnlyCollection<PriceView> Prices => [.. _prices.Values.OrderBy(static price => price.Symbol, StringComparer.Ordinal)];

    /// <summary>When the first price came, and the first fill; since the watch began.</summary>
    public TimeSpan? FirstPrice { get; private set; }

    /// <inheritdoc cref="FirstPrice"/>
    public TimeSpan? FirstFill { get; private set; }

    public long Signals => Volatile.Read(ref _signals);

    public long Accepted => Volatile.Read(ref _accepted);

    public long Refused => Volatile.Read(ref _refused);

    /// <summary>Signals of an earlier run that ended in this one.</summary>
    public long CarriedOver => Volatile.Read(ref _carriedOver);

    /// <summary>Orders that the venue took although the book that they were decided on was stale: must stay 0.</summary>
    public long StaleOrders => Volatile.Read(ref _staleOrders);

    public long Fills => Volatile.Read(ref _fills);

    /// <summary>What happened, for people.</summary>
    public Recent<TapeLine> Tape { get; } = tape;

    public Recent<LifecycleNotice> Lifecycles { get; } = new(500);

    public Recent<GradeChange> GradeChanges { get; } = new(2_000);

    public Recent<MarketGap> Gaps { get; } = new(500);

    public Recent<ModeChange> Modes { get; } = new(100);

    /// <summary>From the last change of the book that an order was decided on, received, to the order as it was first told.</summary>
    public LatencySample BookToOrder { get; } = new();

    private long Started { get; } = time.GetTimestamp();

    /// <summary>Whether a symbol's book is good.</summary>
    public bool IsGood(string symbol) => _grades.TryGetValue(symbol, out var grade) && grade != BookGrade.Stale;

    public async Task Start()
    {
        events.Subscribe(TradingEvents.PriceUpdate, OnPrice, componentId: Name);
        events.Subscribe(TradingEvents.Book, OnBook, componentId: Name);
        events.Subscribe(FeedEvents.Gap, OnGap, componentId: Name);
        events.Subscribe(TradingEvents.Signal, OnSignal, componentId: Name);
        events.Subscribe(SignalOutcome.EventType, OnOutcome, componentId: Name);
        events.Subscribe(TradingEvents.Order, OnOrder, componentId: Name);
        events.Subscribe(TradingEvents.Fill, OnFill, componentId: Name);
        events.Subscribe(TradingEvents.Risk, OnRisk, componentId: Name);
        events.Subscribe("component.lifecycle", OnLifecycle, componentId: Name);
        events.Subscribe("system.mode", OnMode, componentId: Name);
        await events.Start();
    }

    private ValueTask OnPrice(ComponentEvent happened)
    {
        var price = happened.Data.As<PriceUpdate>();
        FirstPrice ??= time.GetElapsedTime(Started);
        _prices.AddOrUpdate(price.Symbol, static (symbol, now) => new PriceView(symbol, now, now, 1), static (_, view, now) => view with { Last = now, Updates = view.Updates + 1 }, price.Price);
        return default;
    }

    private ValueTask OnBook(ComponentEvent happened)
    {
        var book = happened.Data.As<MarketBook>();
        if (_grades.TryGetValue(book.Symbol, out var before) && before == book.Grade) return default;
        _grades[book.Symbol] = book.Grade;
        GradeChanges.Add(new GradeChange(book.Symbol, book.Grade, time.GetTimestamp()));
        return default;
    }

    private ValueTask OnGap(ComponentEvent happened)
    {
        Gaps.Add(happened.Data.As<MarketGap>());
        return default;
    }

    private ValueTask OnSignal(ComponentEvent happened)
    {
        var signal = happened.Data.As<Signal>();
        Interlocked.Increment(ref _signals);
        _signalIds[signal.Id] = 0;
        // Its outcome may have overtaken it.
        if (_settled.TryRemove(signal.Id, out _)) Interlocked.Decrement(ref _carriedOver);
        Tape.Add(new TapeLine(time.GetUtcNow(), "signal", $"{signal.Strategy}: {Verb(signal.Side)} {signal.Amount} {signal.Symbol} at {signal.Price}, because {signal.Reason}"));
        return default;
    }

    private ValueTask OnOutcome(ComponentEvent happened)
    {
        var outcome = happened.Data.As<SignalOutcome>();
        Interlocked.Increment(ref outcome.Accepted ? ref _accepted : ref _refused);
        if (!_signalIds.TryRemove(outcome.Signal.Id, out _))
        {
            _settled[outcome.Signal.Id] = 0;
            Interlocked.Increment(ref _carriedOver);
        }
        if (!outcome.Accepted) Tape.Add(new TapeLine(time.GetUtcNow(), "refused", $"{Verb(outcome.Signal.Side)} {outcome.Signal.Amount} {outcome.Signal.Symbol}: {outcome.Reason}"));
        return default;
    }

    private ValueTask OnOrder(ComponentEvent happened)
    {
        var order = happened.Data.As<OrderReport>();
        if (order is not { Certificate: { } certificate, Status: OrderStatus.Filled or OrderStatus.Open or OrderStatus.PartiallyFilled }) return default;
        BookToOrder.Add(happened.Time - certificate.BookTime);
        if (certificate.Grade == BookGrade.Stale) Interlocked.Increment(ref _staleOrders);
        return default;
    }

    private ValueTask OnFill(ComponentEvent happened)
    {
        var fill = happened.Data.As<Fill>();
        FirstFill ??= time.GetElapsedTime(Started);
        Interlocked.Increment(ref _fills);
        Tape.Add(new TapeLine(time.GetUtcNow(), "fill", $"{(fill.Side == Side.Buy ? "bought" : "sold")} {fill.Amount} {fill.Symbol} at {fill.Price}, fee {fill.Fee}"));
        return default;
    }

    private ValueTask OnRisk(ComponentEvent happened)
    {
        var notice = happened.Data.As<RiskNotice>();
        Tape.Add(new TapeLine(time.GetUtcNow(), "risk", $"{notice.Kind} by {notice.By}: {notice.Reason}"));
        return default;
    }

    private ValueTask OnLifecycle(ComponentEvent happened)
    {
        Lifecycles.Add(happened.Data.As<LifecycleNotice>());
        return default;
    }

    private ValueTask OnMode(ComponentEvent happened)
    {
        Modes.Add(happened.Data.As<ModeChange>());
        return default;
    }

    private static string Verb(Side side) => side == Side.Buy ? "buy" : "sell";
}
