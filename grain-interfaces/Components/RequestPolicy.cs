namespace Genesis;

/// <summary>How requests of one type are treated.</summary>
[GenerateSerializer, Immutable, Alias("Genesis.RequestPolicy")]
public sealed record RequestPolicy
{
    /// <summary>How long one may take when neither the asker nor <see cref="Timeout"/> says.</summary>
    [Id(0)]
    public RequestClass Class { get; init; }

    /// <summary>How long one may take, instead of what its class says.</summary>
    [Id(1)]
    public TimeSpan? Timeout { get; init; }

    /// <summary>Asking twice is as good as asking once: only such requests are tried again.</summary>
    [Id(2)]
    public bool Idempotent { get; init; }

    /// <summary>Passes in every mode.</summary>
    [Id(3)]
    public bool Critical { get; init; }

    /// <summary>Shed in SAFE already.</summary>
    [Id(4)]
    public bool Background { get; init; }

    /// <summary>From outside, by a door, only with the scope admin. Components ask it as any other.</summary>
    [Id(5)]
    public bool Admin { get; init; }
}
