using Orleans.Runtime;

namespace Orleans;

/// <summary>A call on its way out of a grain or a client.</summary>
public interface IOutgoingGrainCallContext : IGrainCallContext
{
    /// <summary>The calling activation; null if the caller is no grain.</summary>
    IGrainContext? SourceContext { get; }
}
