namespace Orleans.Serialization.Invocation;

/// <summary>Holds the object that a call is for, and its components.</summary>
public interface ITargetHolder
{
    /// <summary>The object to call.</summary>
    object? GetTarget();

    /// <summary>The component of this type; null if there is none.</summary>
    object? GetComponent(Type componentType);
}
