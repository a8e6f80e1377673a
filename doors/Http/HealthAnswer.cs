namespace Genesis.Doors;

/// <summary>How the host is.</summary>
/// <param name="Status">live or ready.</param>
public sealed record HealthAnswer(string Status);
