namespace Orleans;

/// <summary>Marks a class that copies values: an implementation of <see cref="Serialization.Cloning.IDeepCopier{T}"/>.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class RegisterCopierAttribute : Attribute
{
}
