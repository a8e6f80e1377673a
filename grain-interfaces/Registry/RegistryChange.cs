namespace Genesis;

/// <summary>A component as it is registered now.</summary>
/// <param name="Version">Number of the change in the registry's life.</param>
/// <param name="Id">The component.</param>
/// <param name="Registration">Its registration, or null when it was removed.</param>
[GenerateSerializer, Immutable, Alias("Genesis.RegistryChange")]
public sealed record RegistryChange([property: Id(0)] long Version, [property: Id(1)] string Id, [property: Id(2)] ComponentRegistration? Registration);
