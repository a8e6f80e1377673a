namespace Orleans;

/// <summary>
/// Promises that a value is never changed once it has been handed over, so that a call may pass the reference instead of a copy. On a type: always;
/// on a parameter or return value: in that place.
/// </summary>
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Field | AttributeTargets.Property | AttributeTargets.Parameter
    | AttributeTargets.ReturnValue,
    Inherited = false)]
public sealed class ImmutableAttribute : Attribute
{
}
