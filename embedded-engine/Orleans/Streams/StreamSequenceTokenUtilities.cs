namespace Orleans.Streams;

/// <summary>Compares positions.</summary>
public static class StreamSequenceTokenUtilities
{
    /// <summary>Whether this position is after the other.</summary>
    public static bool Newer(this StreamSequenceToken me, StreamSequenceToken other) => me.CompareTo(other) > 0;

    /// <summary>Whether this position is before the other.</summary>
    public static bool Older(this StreamSequenceToken me, StreamSequenceToken other) => me.CompareTo(other) < 0;
}
