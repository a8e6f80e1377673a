namespace Genesis;

/// <summary>How a load goes, or went.</summary>
[GenerateSerializer, Immutable, Alias("Genesis.LoadProgress")]
public sealed record LoadProgress
{
    /// <summary>What was wanted.</summary>
    [Id(0)] public required LoadRequest Request { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(1)] public LoadState State { get; init; }

    /// <summary>How long it has been sending.</summary>
    [Id(2)] public TimeSpan Elapsed { get; init; }

    /// <summary>Messages that should have been sent by now.</summary>
    [Id(3)] public long Due { get; init; }

    /// <summary>Events told.</summary>
    [Id(4)] public long Told { get; init; }

    /// <summary>Asks made, and ended.</summary>
    [Id(5)] public long Asked { get; init; }

    /// <summary>Asks that were answered.</summary>
    [Id(6)] public long Answered { get; init; }

    /// <summary>Messages handled per second, on average so far.</summary>
    [Id(7)] public double Rate { get; init; }

    /// <summary>Half of the events were handled no later than this after they were told.</summary>
    [Id(8)] public TimeSpan P50 { get; init; }

    /// <summary>99% of them.</summary>
    [Id(9)] public TimeSpan P99 { get; init; }

    /// <summary>Faults injected.</summary>
    [Id(10)] public long Faults { get; init; }

    /// <summary>How often the components of the load were restarted.</summary>
    [Id(11)] public long Restarts { get; init; }

    /// <summary>What became of the events, by the ledger: all deliveries to the components of this load.</summary>
    [Id(12)] public required LedgerRowSnapshot Ledger { get; init; }

    /// <summary>Why it did not succeed, as a sentence; null when it did, or is not over.</summary>
    [Id(13)] public string? Problem { get; init; }

    /// <summary>How many components it uses.</summary>
    [Id(14)] public int Components { get; init; }

    /// <summary>Messages sent.</summary>
    public long Sent => Told + Asked;

    /// <summary>Whether it is over and everything told was handled: nothing shed, expired or dead-lettered.</summary>
    public bool IsSuccess => State == LoadState.Done && Problem is null;
}
