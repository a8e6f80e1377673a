using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>Typed access to the components of an <see cref="ITargetHolder"/>.</summary>
public static class TargetHolderExtensions
{
    /// <summary>The component of this type; null if there is none.</summary>
    public static TComponent? GetComponent<TComponent>(this ITargetHolder targetHolder)
        where TComponent : class =>
        targetHolder.GetComponent(typeof(TComponent)) as TComponent;
}
