namespace Genesis.Tests.Exchanges.Simulated;

/// <summary>Tests that measure time or the memory of the process: nothing else runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "Alone";
}
