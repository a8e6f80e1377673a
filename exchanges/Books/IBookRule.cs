namespace Genesis.Exchanges;

/// <summary>The rules by which a venue's book is kept: pure functions over its evidence.</summary>
public interface IBookRule
{
    SnapshotSource Snapshots { get; }

    /// <summary>Levels per side to keep after each frame: those beyond are no longer told about. Zero keeps all.</summary>
    int Depth { get; }

    /// <summary>Whether every lost frame shows by itself; if not, a frame that cannot be read makes every such book of the connection doubtful.</summary>
    bool ShowsLoss(BookCursor cursor);

    /// <summary>What to do with a frame.</summary>
    BookStep Judge(BookCursor cursor, bool isSnapshot, in BookHeader header);

    /// <summary>The grade of a book whose last frame had this evidence, and passed.</summary>
    BookGrade Grade(BookCursor cursor, in BookHeader header);

    /// <summary>The venue's checksum over these levels (best first); asked only for frames with one.</summary>
    uint Checksum(BookSide bids, BookSide asks);
}
