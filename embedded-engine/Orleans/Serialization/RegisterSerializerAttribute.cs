namespace Orleans;

/// <summary>Marks a class that serializes values. Has an effect on the Orleans engine only.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class RegisterSerializerAttribute : Attribute
{
}
