namespace Orleans;

/// <summary>
/// Asks for a serializer for this type. The embedded engine passes references inside a process and needs none; it is declared for the sake of
/// the Orleans engine, where every message type must carry it.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum)]
public sealed class GenerateSerializerAttribute : Attribute
{
    /// <summary>
    /// Whether the parameters of a primary constructor are serialized. Left alone, that is so for records and not for other types.
    /// </summary>
    public bool IncludePrimaryConstructorParameters { get; init; }

    /// <summary>Whether members without <see cref="IdAttribute"/> get an id.</summary>
    public GenerateFieldIds GenerateFieldIds { get; init; }
}
