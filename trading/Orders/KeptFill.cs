namespace Genesis.Trading;

/// <summary>A fill that is kept for those who have missed it: as JSON that is made once, however often the state is written.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Fill">The fill.</param>
[Immutable]
public sealed record KeptFill(long Number, Payload Fill);
