using Orleans.Metadata;
using Orleans.Runtime;

namespace Orleans;

/// <summary>The name of a grain class in identities, so that the class can be renamed in the code.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
public sealed class GrainTypeAttribute : Attribute, IGrainTypeProviderAttribute
{
    private readonly GrainType _grainType;

    /// <summary>Gives the class this name.</summary>
    public GrainTypeAttribute(string grainType) => _grainType = GrainType.Create(grainType);

    /// <inheritdoc />
    public GrainType GetGrainType(IServiceProvider services, Type type) => _grainType;
}
