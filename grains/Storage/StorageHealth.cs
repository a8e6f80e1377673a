namespace Genesis.Storage;

/// <summary>How a store is and what it has done since it was opened.</summary>
public sealed record StorageHealth
{
    /// <summary>The store's name, for instance "checkpoints".</summary>
    public required string Name { get; init; }

    /// <summary>What it is: SQLite, PostgreSQL or memory, and where.</summary>
    public required string Kind { get; init; }

    /// <summary>Whether it can commit.</summary>
    public StorageState State { get; init; }

    /// <summary>Since when it is in that state.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>Why it is degraded, with what to do about it; null if it is not.</summary>
    public string? Reason { get; init; }

    /// <summary>Operations that wait or are being done.</summary>
    public int Queued { get; init; }

    /// <summary>When it last committed; null for never.</summary>
    public DateTimeOffset? LastCommit { get; init; }

    /// <summary>Transactions committed.</summary>
    public long Commits { get; init; }

    /// <summary>Transactions committed with a flush to disk before they counted as done.</summary>
    public long FlushedCommits { get; init; }

    /// <summary>Operations committed in them.</summary>
    public long Rows { get; init; }

    /// <summary>Bytes of payload written, after compression.</summary>
    public long Bytes { get; init; }

    /// <summary>Bytes of payload before compression.</summary>
    public long RawBytes { get; init; }

    /// <summary>Attempts that failed.</summary>
    public long Failures { get; init; }

    /// <summary>Operations given up: too late, or the queue was full.</summary>
    public long GivenUp { get; init; }

    /// <summary>Stored versions that were refused, ever.</summary>
    public long RefusedCount { get; init; }

    /// <summary>The latest of them.</summary>
    public IReadOnlyList<RefusedState> Refused { get; init; } = [];

    /// <summary>Operations per transaction: what group commit brings.</summary>
    public double RowsPerCommit => Commits == 0 ? 0 : (double)Rows / Commits;
}
