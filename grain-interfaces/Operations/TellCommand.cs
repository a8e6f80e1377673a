namespace Genesis;

/// <summary>An event that an operator tells.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Data">Its data.</param>
[GenerateSerializer, Immutable, Alias("Genesis.TellCommand")]
public sealed record TellCommand([property: Id(0)] string Type, [property: Id(1)] Payload Data)
{
    /// <summary>Who tells it.</summary>
    [Id(2)] public string Source { get; init; } = IOperatorGrain.Source;

    /// <summary>What it is about, such as a symbol.</summary>
    [Id(3)] public string? Key { get; init; }

    /// <summary>How urgent it is; the type's policy says when left out.</summary>
    [Id(4)] public EventPriority? Priority { get; init; }

    /// <summary>How long it is worth something.</summary>
    [Id(5)] public TimeSpan? TimeToLive { get; init; }

    /// <summary>The one component that gets it; null for all who subscribed.</summary>
    [Id(6)] public string? Only { get; init; }
}
