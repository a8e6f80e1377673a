namespace Genesis;

/// <summary>How large data from outside may be.</summary>
/// <param name="MaxBytes">Size of the JSON in bytes.</param>
/// <param name="MaxDepth">Levels of nesting.</param>
public sealed record PayloadLimits(int MaxBytes = 1024 * 1024, int MaxDepth = 32)
{
    /// <summary>1 MiB and 32 levels.</summary>
    public static PayloadLimits Default { get; } = new();

    /// <summary>For what this program has written itself.</summary>
    public static PayloadLimits Unbounded { get; } = new(int.MaxValue, 1000);
}
