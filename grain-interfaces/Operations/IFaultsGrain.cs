using System.Collections.Immutable;

namespace Genesis;

/// <summary>Faults on purpose, in the silo that answers. Its key is <see cref="IOperatorGrain.Key"/>.</summary>
[Alias("Genesis.IFaultsGrain")]
public interface IFaultsGrain : IGrainWithStringKey
{
    /// <summary>Injects a fault.</summary>
    [Alias("Inject")]
    Task<FaultResult> Inject(Fault fault);

    /// <summary>Takes a fault back; tells whether it was in force.</summary>
    [Alias("Clear")]
    Task<bool> Clear(long number);

    /// <summary>Takes all of them back; tells how many were in force.</summary>
    [Alias("ClearAll")]
    Task<int> ClearAll();

    /// <summary>The faults in force, oldest first.</summary>
    [Alias("List")]
    Task<ImmutableArray<FaultStatus>> List();
}
