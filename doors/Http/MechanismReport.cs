namespace Genesis.Doors;

/// <summary>One of the thirteen mechanisms.</summary>
/// <param name="Name">The owner's name.</param>
/// <param name="Meaning">What it is here.</param>
/// <param name="State">live, or not built yet.</param>
/// <param name="Figures">Its figures; null when it is not built yet.</param>
public sealed record MechanismReport(string Name, string Meaning, string State, IReadOnlyList<MechanismFigure>? Figures);
