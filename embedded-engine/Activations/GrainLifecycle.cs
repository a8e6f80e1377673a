using Genesis.Embedded.Hosting;
using Orleans.Runtime;

namespace Genesis.Embedded.Activations;

/// <summary>Stages of an activation's life that facets such as persistent state take part in.</summary>
internal sealed class GrainLifecycle(Activation activation) : StagedLifecycle, IGrainLifecycle
{
    public Activation Activation { get; } = activation;
}
