using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Genesis.Operations;

/// <summary>Injects faults on behalf of operators.</summary>
[StatelessWorker(1), Reentrant]
internal sealed class FaultsGrain(IFaults faults) : Grain, IFaultsGrain
{
    public Task<FaultResult> Inject(Fault fault) => Task.FromResult(faults.Inject(fault));

    public Task<bool> Clear(long number) => Task.FromResult(faults.Clear(number));

    public Task<int> ClearAll() => Task.FromResult(faults.ClearAll());

    public Task<ImmutableArray<FaultStatus>> List() => Task.FromResult(faults.List());
}
