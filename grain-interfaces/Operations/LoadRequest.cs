namespace Genesis;

/// <summary>How much load.</summary>
/// <param name="Intensity">N: 10·N messages and N/100 faults per second, from 1 to <see cref="MostIntensity"/>.</param>
/// <param name="Time">For how long, from 1 s to 1 h.</param>
/// <param name="Faults">Whether faults are injected.</param>
[GenerateSerializer, Immutable, Alias("Genesis.LoadRequest")]
public sealed record LoadRequest([property: Id(0)] int Intensity, [property: Id(1)] TimeSpan Time, [property: Id(2)] bool Faults = true)
{
    /// <summary>The highest intensity: 1,000,000 messages per second.</summary>
    public const int MostIntensity = 100_000;
}
