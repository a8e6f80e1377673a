namespace Genesis.Exchanges;

/// <summary>How many frames of each kind were read.</summary>
public sealed class FrameCounts
{
    private readonly long[] _counts = new long[Enum.GetValues<FrameKind>().Length];

    public long this[FrameKind kind] => Volatile.Read(ref _counts[(int)kind]);

    public long Total => _counts.Sum();

    internal void Count(FrameKind kind) => _counts[(int)kind]++;
}
