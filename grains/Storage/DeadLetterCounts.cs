namespace Genesis.Storage;

/// <summary>How many dead letters there are and were.</summary>
/// <param name="Kept">In the store now.</param>
/// <param name="Added">Ever added.</param>
/// <param name="Removed">Removed on request, for instance after a replay.</param>
/// <param name="Dropped">Dropped because the limit of count or age was reached. Added = kept + removed + dropped.</param>
public sealed record DeadLetterCounts(long Kept, long Added, long Removed, long Dropped);
