namespace Genesis.Embedded.Hosting;

/// <summary>A grain class of the engine's own, registered with the services that need it.</summary>
internal sealed record OwnGrain(Type Type);
