namespace Genesis;

/// <summary>A fault to be injected. It ends by its count, its time or on request, whichever comes first.</summary>
[GenerateSerializer, Immutable, Alias("Genesis.Fault")]
public sealed record Fault
{
    /// <summary>How long a fault lasts that has neither a count nor a time.</summary>
    public static TimeSpan UsualTime { get; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a fault lasts at most, and one that has only a count.</summary>
    public static TimeSpan LongestTime { get; } = TimeSpan.FromHours(1);

    /// <summary>What goes wrong.</summary>
    [Id(0)] public required FaultKind Kind { get; init; }

    /// <summary>With which component.</summary>
    [Id(1)] public required string Component { get; init; }

    /// <summary>Only with requests and events of this type, or of types that begin so (<c>trade.*</c>); null for all.</summary>
    [Id(2)] public string? Types { get; init; }

    /// <summary>How often; null for as often as it can.</summary>
    [Id(3)] public int? Count { get; init; }

    /// <summary>For how long.</summary>
    [Id(4)] public TimeSpan? For { get; init; }

    /// <summary>By how much handlers are slower or events are later; how long a hung handler hangs at most.</summary>
    [Id(5)] public TimeSpan? By { get; init; }

    /// <summary>Which share of what it could strike it does, from above 0 to 1.</summary>
    [Id(6)] public double Share { get; init; } = 1;
}
