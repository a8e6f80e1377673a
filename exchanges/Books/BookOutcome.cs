namespace Genesis.Exchanges;

/// <summary>What became of a frame given to a book.</summary>
public enum BookOutcome
{
    Applied,

    /// <summary>A snapshot took the book's place.</summary>
    Replaced,

    /// <summary>A harmless duplicate, or older than the snapshot.</summary>
    Ignored,

    /// <summary>Kept until the snapshot comes, or dropped because the snapshot will contain it.</summary>
    Waiting,

    /// <summary>It showed a fault: the book is stale.</summary>
    Doubted,
}
