namespace Genesis;

/// <summary>How a component is. Answered by the runtime, also while the component's handler is busy.</summary>
[GenerateSerializer, Immutable, Alias("Genesis.ComponentStatus")]
public sealed record ComponentStatus
{
    /// <summary>The id.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>The name of its class.</summary>
    [Id(1)] public required string Type { get; init; }

    /// <summary>Where it stands in its life.</summary>
    [Id(2)] public required Lifecycle State { get; init; }

    /// <summary>Since when it stands there (UTC), and why.</summary>
    [Id(3)] public required DateTimeOffset StateSince { get; init; }

    /// <summary>Why it stands there.</summary>
    [Id(4)] public required string StateReason { get; init; }

    /// <summary>What it does.</summary>
    [Id(5)] public required Activity Activity { get; init; }

    /// <summary>Since when the handler runs that runs now (UTC).</summary>
    [Id(6)] public DateTimeOffset? BusySince { get; init; }

    /// <summary>Type of the request or event that it handles.</summary>
    [Id(7)] public string? BusyWith { get; init; }

    /// <summary>Grows by one with each restart.</summary>
    [Id(8)] public long Generation { get; init; }

    /// <summary>Events that wait.</summary>
    [Id(9)] public int QueuedEvents { get; init; }

    /// <summary>Requests that wait.</summary>
    [Id(10)] public int QueuedRequests { get; init; }

    /// <summary>Requests handled, in this life of the host.</summary>
    [Id(11)] public long Requests { get; init; }

    /// <summary>Events handled, in this life of the host.</summary>
    [Id(12)] public long Events { get; init; }

    /// <summary>Handler runs that failed.</summary>
    [Id(13)] public long Failures { get; init; }

    /// <summary>Results that came after their deadline or from an older generation, and were discarded.</summary>
    [Id(14)] public long LateResults { get; init; }

    /// <summary>When it last handled something (UTC).</summary>
    [Id(15)] public DateTimeOffset? LastActivity { get; init; }

    /// <summary>The last failure, as text.</summary>
    [Id(16)] public string? LastFailure { get; init; }

    /// <summary>Version of the last checkpoint that was written.</summary>
    [Id(17)] public long CheckpointVersion { get; init; }

    /// <summary>When it was written (UTC).</summary>
    [Id(18)] public DateTimeOffset? CheckpointAt { get; init; }

    /// <summary>Why checkpoints cannot be written at present.</summary>
    [Id(19)] public string? CheckpointProblem { get; init; }

    /// <summary>Whether it was found to block its thread without being declared as blocking.</summary>
    [Id(20)] public bool FoundBlocking { get; init; }

    /// <summary>Why it was last suspected to fail soon, or why no more; null when it never was.</summary>
    [Id(21)] public string? Suspicion { get; init; }
}
