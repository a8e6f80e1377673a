namespace Genesis.Exchanges;

/// <summary>What a consumer is given: exactly one of the properties is set.</summary>
public readonly struct StreamEvent
{
    private readonly object _item;

    internal StreamEvent(StreamKey stream, object item)
    {
        Stream = stream;
        _item = item;
    }

    /// <summary>The stream that brought it.</summary>
    public StreamKey Stream { get; }

    public Trade? Trade => _item as Trade;

    public Quote? Quote => _item as Quote;

    public Candle? Candle => _item as Candle;

    /// <summary>The book as it is now; with <see cref="BookGrade.Stale"/> it has no levels.</summary>
    public BookView? Book => _item as BookView;

    /// <summary>A whole book as the venue sent it; only with <see cref="BookEvents.Changes"/>.</summary>
    public BookSnapshot? Snapshot => _item as BookSnapshot;

    /// <summary>A book's changes as the venue sent them; only with <see cref="BookEvents.Changes"/>.</summary>
    public BookDelta? Delta => _item as BookDelta;

    /// <summary>Something may be missing between the item before and the item after this.</summary>
    public StreamGap? Gap => _item as StreamGap;

    public override string ToString() => $"{Stream}: {_item}";
}
