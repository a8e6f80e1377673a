namespace Genesis.Exchanges;

/// <summary>
/// One symbol's book, kept by its venue's rules. It is stale until a snapshot came, and again from the first doubt until the next one;
/// while it is stale nothing can be read from it. One thread feeds it, any thread reads.
/// </summary>
/// <param name="observer">Told of every change, doubt and grade; null for nobody.</param>
public sealed partial class OrderBook(Symbol symbol, IBookRule rule, IBookObserver? observer = null)
{
    private readonly Lock _gate = new();
    private readonly BookSide _bids = new(isBid: true);
    private readonly BookSide _asks = new(isBid: false);
    private readonly PendingUpdates _pending = new();
    private readonly BookHistory _history = new();
    private BookCursor _cursor;
    private BookHeader _lastHeader;
    private BookGrade _grade;
    private long _firstSequence;
    private DateTimeOffset? _exchangeTime;
    private DateTimeOffset _receivedTime;

    public Symbol Symbol { get; } = symbol;

    public IBookRule Rule { get; } = rule;

    public BookGrade Grade
    {
        get { lock (_gate) return _grade; }
    }

    /// <summary>What the book waits for; <see cref="BookNeed.None"/> while it is good.</summary>
    public BookNeed Need
    {
        get { lock (_gate) return _cursor.Anchored ? BookNeed.None : Rule.Snapshots == SnapshotSource.Rest ? BookNeed.RestSnapshot : BookNeed.Resubscription; }
    }

    internal bool ShowsLoss
    {
        get { lock (_gate) return Rule.ShowsLoss(_cursor); }
    }

    /// <summary>Every doubt there was (the last 256 in full) and how often what happened.</summary>
    public BookHistory History => _history;

    /// <summary>Takes a frame.</summary>
    /// <param name="update">Not kept beyond the call.</param>
    public BookOutcome Apply(BookUpdate update)
    {
        BookOutcome outcome;
        BookGrade before, after;
        BookDoubt? doubt = null;
        lock (_gate)
        {
            before = _grade;
            outcome = Take(update, ref doubt);
            // A pushed snapshot stands alone; what came before a REST snapshot may continue it.
            if (outcome == BookOutcome.Replaced && _cursor.Bridged) _pending.Clear();
            else if (outcome == BookOutcome.Replaced) TakePending(ref doubt);
            after = _grade;
            _history.Count(outcome);
        }
        if (doubt is not null)
        {
            observer?.OnDoubt(this, doubt);
            return BookOutcome.Doubted;
        }
        if (after != before) observer?.OnGrade(this, after);
        if (outcome is BookOutcome.Applied or BookOutcome.Replaced) observer?.OnChanged(this);
        return outcome;
    }

    /// <summary>Makes the book stale for a reason that lies outside its frames. A book that is stale already stays so, and nothing is noted.</summary>
    public void Doubt(DoubtKind kind, DateTimeOffset time, string detail)
    {
        BookDoubt? doubt;
        lock (_gate)
        {
            // A break also ends what was kept for the next snapshot: changes of two connections do not continue each other.
            _pending.Clear();
            if (_grade == BookGrade.Stale && !_cursor.Anchored) return;
            doubt = MakeStale(kind, time, _cursor.Last, 0, detail);
        }
        observer?.OnDoubt(this, doubt);
    }

    private BookOutcome Take(BookUpdate update, ref BookDoubt? doubt)
    {
        var header = update.Header;
        var step = Rule.Judge(_cursor, update.IsSnapshot, in header);
        switch (step.Verdict)
        {
            case BookVerdict.Wait:
                if (Rule.Snapshots != SnapshotSource.Pushed) _pending.Add(update);
                return BookOutcome.Waiting;
            case BookVerdict.Ignore:
                // A frame older than the snapshot can still prove that the changes continue it.
                if (step.Cursor != _cursor)
                {
                    _cursor = step.Cursor;
                    _grade = Rule.Grade(_cursor, in header);
                }
                return BookOutcome.Ignored;
            case BookVerdict.Doubt:
                doubt = MakeStale(step.Doubt, update.ReceivedTime, _cursor.Last, header.First == 0 ? header.Last : header.First, Sentence(step.Doubt));
                if (Rule.Snapshots != SnapshotSource.Pushed) _pending.Add(update);
                return BookOutcome.Doubted;
            default:
                return Write(update, in header, step, ref doubt);
        }
    }

    private BookOutcome Write(BookUpdate update, in BookHeader header, BookStep step, ref BookDoubt? doubt)
    {
        var replace = step.Verdict == BookVerdict.Replace;
        var expected = _cursor.Last;
        if (replace)
        {
            _bids.Load(update.Bids);
            _asks.Load(update.Asks);
            _firstSequence = header.Last;
        }
        else
        {
            var changed = SetAll(_bids, update.Bids) | SetAll(_asks, update.Asks);
            // The same evidence and nothing new: the venue (or the way here) said it twice.
            if (!changed && header == _lastHeader && update.Bids.Length + update.Asks.Length > 0) return BookOutcome.Ignored;
        }
        if (Rule.Depth > 0)
        {
            _bids.Truncate(Rule.Depth);
            _asks.Truncate(Rule.Depth);
        }
        _cursor = step.Cursor;
        _lastHeader = header;
        _exchangeTime = update.ExchangeTime;
        _receivedTime = update.ReceivedTime;
        if (header.Checksum is { } sent && Rule.Checksum(_bids, _asks) is var own && own != sent)
            doubt = MakeStale(DoubtKind.ChecksumMismatch, update.ReceivedTime, expected, header.Last, $"the venue's checksum is {sent}, the book's {own}");
        else if (_bids.Count > 0 && _asks.Count > 0 && _bids[0].Price >= _asks[0].Price)
            doubt = MakeStale(DoubtKind.Crossed, update.ReceivedTime, expected, header.Last, $"bid {_bids[0].Price} is not below ask {_asks[0].Price}");
        if (doubt is not null) return BookOutcome.Doubted;
        _grade = Rule.Grade(_cursor, in header);
        return replace ? BookOutcome.Replaced : BookOutcome.Applied;
    }

    private void TakePending(ref BookDoubt? doubt)
    {
        while (doubt is null && _pending.TryPeek(out var update))
        {
            var outcome = Take(update, ref doubt);
            // What showed the gap is the beginning of what the next snapshot must reach; Take put it at the end of the queue.
            if (doubt is null) _pending.Dequeue();
            else _pending.DropLast();
            _history.Count(outcome);
        }
    }

    private BookDoubt MakeStale(DoubtKind kind, DateTimeOffset time, long expected, long seen, string detail)
    {
        var doubt = new BookDoubt(kind, time, expected, seen, detail, _grade);
        _history.Add(doubt);
        _grade = BookGrade.Stale;
        _cursor = default;
        _lastHeader = default;
        _bids.Clear();
        _asks.Clear();
        return doubt;
    }

    private static bool SetAll(BookSide side, ReadOnlySpan<BookLevel> levels)
    {
        var changed = false;
        foreach (ref readonly var level in levels) changed |= side.Set(in level);
        return changed;
    }

    private static string Sentence(DoubtKind kind) => kind switch
    {
        DoubtKind.SequenceGap => "changes are missing between the last number and this frame's",
        DoubtKind.SequenceBack => "a newer frame has an older number",
        DoubtKind.EvidenceMissing => "the frame lacks the number or checksum that this venue always gives",
        DoubtKind.TimeWentBack => "the frame is older than the one before it",
        DoubtKind.SnapshotTooOld => "the snapshot ends before the first change received",
        _ => kind.ToString(),
    };
}
