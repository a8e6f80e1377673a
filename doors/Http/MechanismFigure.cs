namespace Genesis.Doors;

/// <summary>A live figure of a mechanism.</summary>
/// <param name="Name">Which.</param>
/// <param name="Value">What it is now; null when there is nothing to make it of yet.</param>
/// <param name="Unit">What it is counted in.</param>
/// <param name="Why">What it comes from, or why it is what it is.</param>
public sealed record MechanismFigure(string Name, double? Value, string Unit, string? Why = null);
