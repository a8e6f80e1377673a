[assembly: AssemblyFixture(typeof(DefaultEngine))]

namespace Genesis.Tests.Conformance.Fixture;

/// <summary>Silos with default settings for all tests that need nothing else; keys from TestIds keep the tests apart.</summary>
public sealed class DefaultEngine : EngineFixture
{
    public override void Configure(ISiloBuilder silo, DurableStores stores)
    {
    }
}
