namespace Genesis.Doors;

/// <summary>The faults in force, oldest first.</summary>
/// <param name="Faults">The faults.</param>
public sealed record FaultsAnswer(IReadOnlyList<FaultAnswer> Faults);
