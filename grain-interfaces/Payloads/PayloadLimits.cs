namespace Genesis;

/// <summary>How large data from outside may be.</summary>
/// <param name="MaxBytes">Size of the JSON in bytes.</param>
/// <param name="MaxDepth">Levels of nesting.</param>
public sealed record PayloadLimits(int MaxBytes = 1024 * 1024, int MaxDepth = 32)
{
    /// <summary>1 MiB and 32 levels.</summary>
    public static PayloadLimits Default { get; } = new();
}
