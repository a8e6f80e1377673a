namespace Orleans.Runtime;

/// <summary>Gives services the activation that they are being called from.</summary>
public interface IGrainContextAccessor
{
    /// <summary>The activation whose turn is running.</summary>
    IGrainContext GrainContext { get; }
}
