namespace Genesis;

/// <summary>One attempt of an ask, on its way to the component grain.</summary>
[GenerateSerializer, Immutable, Alias("Genesis.AskRequest")]
public sealed class AskRequest
{
    /// <summary>Type of the request.</summary>
    [Id(0)]
    public required string Type { get; init; }

    /// <summary>The data.</summary>
    [Id(1)]
    public required Payload Data { get; init; }

    /// <summary>Who asks: a component's id, or a name from outside.</summary>
    [Id(2)]
    public required string Source { get; init; }

    /// <summary>Number of the ask within its source, or within the handler run that asks.</summary>
    [Id(3)]
    public required long Number { get; init; }

    /// <summary>The process that asks: deadlines of the same process are compared as they are.</summary>
    [Id(4)]
    public required long Process { get; init; }

    /// <summary>When the answer is no longer wanted, on the clock of the process that asks.</summary>
    [Id(5)]
    public required TimeSpan Deadline { get; init; }

    /// <summary>The time left when it was sent: what another process goes by.</summary>
    [Id(6)]
    public required TimeSpan Remaining { get; init; }

    /// <summary>The handler runs that wait for this, or null when no component asks.</summary>
    [Id(7)]
    public CallChain? Chain { get; init; }

    /// <summary>Whether it passes in every mode and before others.</summary>
    [Id(8)]
    public bool Critical { get; init; }

    /// <summary>Identifies the ask; the same for all its attempts, and for the same ask of a handler that runs again on the same input.</summary>
    public string Id => Chain is { } chain ? $"{chain.HandledId}/{Number}" : $"{Source}~{Process:x}~{Number}";

    /// <summary>The same ask, to be tried again until another deadline.</summary>
    public AskRequest Again(TimeSpan deadline, TimeSpan remaining) => new()
    {
        Type = Type,
        Data = Data,
        Source = Source,
        Number = Number,
        Process = Process,
        Deadline = deadline,
        Remaining = remaining,
        Chain = Chain,
        Critical = Critical,
    };
}
