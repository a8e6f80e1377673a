namespace Genesis;

/// <summary>Random numbers for all threads, from one seed.</summary>
internal sealed class RandomSource(Random random)
{
    private readonly Lock _gate = new();

    public double NextDouble()
    {
        lock (_gate) return random.NextDouble();
    }

    public long NextInt64()
    {
        lock (_gate) return random.NextInt64();
    }

    /// <summary>A generator of one's own.</summary>
    public Random For(string name)
    {
        var hash = 17;
        foreach (var letter in name) hash = unchecked((hash * 31) + letter);
        lock (_gate) return new Random(random.Next() ^ hash);
    }
}
