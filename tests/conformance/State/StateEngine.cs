namespace Genesis.Tests.Conformance.State;

/// <summary>An engine with memory storage: a default one and two named ones.</summary>
public sealed class StateEngine : EngineFixture
{
    public override void Configure(ISiloBuilder silo, DurableStores stores) =>
        silo.AddMemoryGrainStorageAsDefault().AddMemoryGrainStorage("second").AddMemoryGrainStorage("memory");
}
