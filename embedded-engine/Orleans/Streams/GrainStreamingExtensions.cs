using Orleans.Streams;

namespace Orleans;

/// <summary>Stream providers for grains.</summary>
public static class GrainStreamingExtensions
{
    /// <summary>The stream provider registered under this name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public static IStreamProvider GetStreamProvider(this Grain grain, string name) => ((IGrainBase)grain).GetStreamProvider(name);

    /// <inheritdoc cref="GetStreamProvider(Grain, string)"/>
    public static IStreamProvider GetStreamProvider(this IGrainBase grain, string name) =>
        StreamProviders.Get(grain.GrainContext.ActivationServices, name);
}
