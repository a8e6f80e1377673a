namespace Genesis.Events;

/// <summary>How much of what was handled is remembered, per component.</summary>
/// <param name="Sources">Sources; beyond, the one that was silent for longest is forgotten.</param>
/// <param name="Epochs">Epochs of a source; beyond, the oldest is forgotten.</param>
/// <param name="Ranges">Ranges of numbers above the mark of an epoch; beyond, the lowest is forgotten. More than a component handles from one source between two checkpoints.</param>
/// <param name="AcknowledgedRanges">Ranges that are still remembered when their deliveries are gone from the journal, because another copy may be on its way.</param>
internal sealed record HandledLimits(int Sources = 1000, int Epochs = 4, int Ranges = 1024, int AcknowledgedRanges = 64)
{
    /// <summary>The usual ones.</summary>
    public static HandledLimits Default { get; } = new();
}
