using Orleans.Runtime;

namespace Orleans.Metadata;

/// <summary>An attribute that gives a grain class its type.</summary>
public interface IGrainTypeProviderAttribute
{
    /// <summary>The type of the grain class.</summary>
    GrainType GetGrainType(IServiceProvider services, Type type);
}
