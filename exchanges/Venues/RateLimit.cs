namespace Genesis.Exchanges;

/// <summary>At most so many within any window of this length.</summary>
public readonly record struct RateLimit(int Permits, TimeSpan Window)
{
    public override string ToString() => $"{Permits} per {Window.TotalSeconds:0.#} s";
}
