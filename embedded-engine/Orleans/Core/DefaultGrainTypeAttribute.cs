using Orleans.Runtime;

namespace Orleans.Metadata;

/// <summary>The grain type that a reference by this interface means, where several grain classes implement it.</summary>
[AttributeUsage(AttributeTargets.Interface, AllowMultiple = false)]
public sealed class DefaultGrainTypeAttribute : Attribute
{
    /// <summary>Gives the interface its grain type.</summary>
    public DefaultGrainTypeAttribute(string grainType) => GrainType = GrainType.Create(grainType);

    internal GrainType GrainType { get; }
}
