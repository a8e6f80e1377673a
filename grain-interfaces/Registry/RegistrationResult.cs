using System.Collections.Immutable;

namespace Genesis;

/// <summary>What became of a registration or a removal.</summary>
/// <param name="Id">The component.</param>
/// <param name="Accepted">Whether it was done.</param>
/// <param name="Replaced">Whether a component of that id was there before.</param>
/// <param name="Problems">Why it was not done: each with what, why and what to do.</param>
/// <param name="Warning">What should be known although it was done.</param>
[GenerateSerializer, Immutable, Alias("Genesis.RegistrationResult")]
public sealed record RegistrationResult(
    [property: Id(0)] string Id,
    [property: Id(1)] bool Accepted,
    [property: Id(2)] bool Replaced,
    [property: Id(3)] ImmutableArray<string> Problems,
    [property: Id(4)] string? Warning = null)
{
    /// <summary>It was not done.</summary>
    public static RegistrationResult Refused(string id, params IEnumerable<string> problems) => new(id, false, false, [.. problems]);
}
