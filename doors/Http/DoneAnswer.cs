namespace Genesis.Doors;

/// <summary>Something was done to a component or a letter.</summary>
/// <param name="Id">To which.</param>
/// <param name="Done">What was done.</param>
public sealed record DoneAnswer(string Id, string Done);
