namespace Genesis.Exchanges;

/// <summary>What happened to a book: its doubts, and how many frames had which outcome. Readable from any thread.</summary>
public sealed class BookHistory
{
    private const int MostDoubts = 256;

    private readonly Lock _gate = new();
    private readonly Queue<BookDoubt> _doubts = new();
    private readonly long[] _byKind = new long[Enum.GetValues<DoubtKind>().Length];
    private readonly long[] _outcomes = new long[Enum.GetValues<BookOutcome>().Length];

    /// <summary>The last 256 doubts, oldest first.</summary>
    public IReadOnlyList<BookDoubt> Doubts
    {
        get { lock (_gate) return [.. _doubts]; }
    }

    /// <summary>All doubts there ever were.</summary>
    public long Total
    {
        get { lock (_gate) return _byKind.Sum(); }
    }

    public long this[DoubtKind kind] => Volatile.Read(ref _byKind[(int)kind]);

    /// <summary>Frames with this outcome; <see cref="BookOutcome.Ignored"/> are the harmless duplicates.</summary>
    public long this[BookOutcome outcome] => Volatile.Read(ref _outcomes[(int)outcome]);

    internal void Add(BookDoubt doubt)
    {
        lock (_gate)
        {
            if (_doubts.Count == MostDoubts) _doubts.Dequeue();
            _doubts.Enqueue(doubt);
            _byKind[(int)doubt.Kind]++;
        }
    }

    internal void Count(BookOutcome outcome) => _outcomes[(int)outcome]++;
}
