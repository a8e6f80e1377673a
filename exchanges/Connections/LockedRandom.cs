namespace Genesis.Exchanges;

/// <summary>A seeded source of chance for several threads.</summary>
internal sealed class LockedRandom(int seed) : Random(seed)
{
    private readonly Lock _gate = new();

    public override double NextDouble()
    {
        lock (_gate) return base.NextDouble();
    }
}
