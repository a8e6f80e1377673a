using System.Collections.Immutable;

namespace Genesis;

/// <summary>
/// Goes from ask to ask along those who wait for each other. If it comes back to a handler run that it has passed, none of them can ever go on.
/// </summary>
/// <param name="Steps">The asks that it has followed, from the first.</param>
[GenerateSerializer, Immutable, Alias("Genesis.WaitProbe")]
public sealed record WaitProbe([property: Id(0)] ImmutableArray<WaitStep> Steps);
