using Genesis.Exchanges;

namespace Genesis.Tests.Exchanges;

/// <summary>Plays a symbol's feed with one fault in it and says what came of it.</summary>
internal sealed class FaultRun
{
    private readonly SymbolFeed _feed;
    private readonly Recorder _seen = new();
    private readonly FeedState _state;
    private readonly IFrameParser _parser;
    private readonly ShadowBook _shadow;
    private int _lastApplied = -1;
    private int _target;

    public FaultRun(SymbolFeed feed)
    {
        _feed = feed;
        _shadow = new ShadowBook(feed.Venue.BookRule(feed.Stream).Depth);
        _state = new FeedState(feed.Venue, NullSink.Instance, _seen);
        _state.Open(feed.Stream);
        _parser = feed.Venue.CreateParser();
    }

    /// <summary>The step at which the book became stale; -1 if it never did.</summary>
    public int DoubtedAt { get; private set; } = -1;

    public DoubtKind Doubt => _seen.Doubts.Count == 0 ? DoubtKind.None : _seen.Doubts[0].Doubt.Kind;

    /// <summary>The first frame after which the levels that a checksum covers (10 on Kraken, 25 on OKX) were not what the venue had; -1 if they always were.</summary>
    public int ChecksumShowsAt { get; private set; } = -1;

    /// <summary>The first step after which a book that was not stale differed from the truth, and whether its best price did.</summary>
    public (int Step, bool Best, BookGrade Grade)? Wrong { get; private set; }

    /// <summary>The first step after which the best price of a graded book (sequenced or checksummed) was wrong.</summary>
    public int BestWrongAt { get; private set; } = -1;

    public long Ignored => Book.History[BookOutcome.Ignored];

    public bool Malformed { get; private set; }

    private OrderBook Book => _state.Book(_feed.Stream.Symbol)!;

    public void Play(Fault fault, int target, Random random)
    {
        _target = target;
        for (var i = 0; i < _feed.Steps.Count && DoubtedAt < 0; i++)
        {
            if (i != target)
            {
                Give(i);
                continue;
            }
            switch (fault)
            {
                case Fault.Remove:
                    break;
                case Fault.Duplicate:
                    Give(i);
                    Give(i);
                    break;
                case Fault.LateDuplicate:
                    Give(i);
                    Give(i + 1);
                    Give(i);
                    i++;
                    break;
                case Fault.Reorder:
                    Give(i + 1);
                    Give(i);
                    i++;
                    break;
                default:
                    GiveFrame(i, Corruption.Of(_feed.Steps[i].Frame, fault, random));
                    break;
            }
        }
    }

    private void Give(int step) => Give(step, _feed.Steps[step].Update);

    private void GiveFrame(int step, byte[] frame)
    {
        var sink = new Recorder();
        var kind = _parser.Parse(frame, _feed.Steps[step].Update.ReceivedTime, sink);
        Malformed = kind == FrameKind.Malformed;
        foreach (var malformed in sink.Malformed) _state.OnMalformed(malformed);
        foreach (var update in sink.Books) Give(step, update);
        Look(step);
    }

    private void Give(int step, BookUpdate update)
    {
        if (DoubtedAt >= 0) return;
        if (ChecksumShowsAt < 0)
        {
            _shadow.Apply(update);
            if (step >= _target && !_shadow.BestAre(_feed.Truth[step], _feed.Venue.Name == "okx" ? 25 : 10)) ChecksumShowsAt = step;
        }
        var outcomes = (Book.History[BookOutcome.Applied], Book.History[BookOutcome.Replaced]);
        _state.OnBook(update);
        if (outcomes != (Book.History[BookOutcome.Applied], Book.History[BookOutcome.Replaced])) _lastApplied = step;
        Look(step);
    }

    private void Look(int step)
    {
        if (DoubtedAt < 0 && _seen.Doubts.Count > 0) DoubtedAt = step;
        // Before the fault there is nothing to see.
        if (step < _target) return;
        var view = Book.Read();
        if (view.Grade == BookGrade.Stale || _lastApplied < 0) return;
        var truth = _feed.Truth[_lastApplied];
        var best = view.Bids.FirstOrDefault() != truth.Bids.FirstOrDefault() || view.Asks.FirstOrDefault() != truth.Asks.FirstOrDefault();
        if (best && view.Grade >= BookGrade.Sequenced && BestWrongAt < 0) BestWrongAt = step;
        if (Wrong is null && (best || !view.Bids.SequenceEqual(truth.Bids) || !view.Asks.SequenceEqual(truth.Asks))) Wrong = (step, best, view.Grade);
    }

    public override string ToString() =>
        $"{_feed.Stream}: doubted at {DoubtedAt} ({Doubt}), a checksum shows it at {ChecksumShowsAt}, wrong {Wrong}, best wrong at {BestWrongAt}, ignored {Ignored}, malformed {Malformed}";
}
