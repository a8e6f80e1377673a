namespace Genesis;

/// <summary>A value that adapts itself to what is observed.</summary>
/// <param name="Value">What it is now.</param>
/// <param name="Unit">What it is counted in.</param>
/// <param name="Before">What it was before its last change; null when it never changed.</param>
/// <param name="ChangedAt">When it changed last.</param>
/// <param name="Why">The observation that changed it.</param>
public sealed record AdaptedValue(double Value, string Unit, double? Before = null, DateTimeOffset? ChangedAt = null, string? Why = null);
