using Genesis.Simulations.Grains;

namespace Genesis.Simulations.Hosting;

/// <summary>The grain context of the running turn.</summary>
internal sealed class SimulatedGrainContextAccessor(SiloRuntime silo) : IGrainContextAccessor
{
    public IGrainContext GrainContext => silo.Loop.Current
        ?? throw new InvalidOperationException(
            "No grain runs here. Use the grain context inside a grain's turn: its constructor, a method, a timer.");
}
