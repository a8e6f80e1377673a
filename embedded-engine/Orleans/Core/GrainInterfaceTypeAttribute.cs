namespace Orleans.Runtime;

/// <summary>The name of a grain interface, so that it can be renamed in the code.</summary>
[AttributeUsage(AttributeTargets.Interface, AllowMultiple = false)]
public sealed class GrainInterfaceTypeAttribute : Attribute
{
    private readonly GrainInterfaceType _value;

    /// <summary>Gives the interface this name.</summary>
    public GrainInterfaceTypeAttribute(string value) => _value = GrainInterfaceType.Create(value);

    /// <summary>The name.</summary>
    public GrainInterfaceType GetGrainInterfaceType(IServiceProvider services, Type type) => _value;
}
