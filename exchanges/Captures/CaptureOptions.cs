namespace Genesis.Exchanges;

/// <summary>Where and how much is recorded.</summary>
public sealed record CaptureOptions
{
    /// <summary>The folder; made if it is not there.</summary>
    public required string Folder { get; init; }

    /// <summary>What the files' names begin with, such as the venue's name.</summary>
    public string Prefix { get; init; } = "capture";

    /// <summary>Compressed size at which a connection's file is continued in another.</summary>
    public long FileBytes { get; init; } = 256L << 20;

    /// <summary>All files of this prefix together: the oldest are deleted beyond it.</summary>
    public long TotalBytes { get; init; } = 8L << 30;

    /// <summary>Files older than this are deleted.</summary>
    public TimeSpan KeepFor { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Entries that may wait to be written; more are dropped and counted, because a slow disk must not slow the feed.</summary>
    public int Queue { get; init; } = 16_384;

    /// <summary>What a kill of the host can lose: everything older has reached the operating system.</summary>
    public TimeSpan FlushEvery { get; init; } = TimeSpan.FromSeconds(5);

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
