using System.Reflection;
using Genesis.Embedded.Activations;
using Genesis.Embedded.Calls;
using Orleans;
using Orleans.Runtime;

namespace Genesis.Embedded.Filters;

/// <summary>A call on its way into a grain: the silo's filters in the order of their registration, then the grain if it is one itself.</summary>
internal sealed class IncomingFilterContext(Activation activation, ICall call) : FilterContext(call), IIncomingGrainCallContext
{
    private readonly IReadOnlyList<IIncomingGrainCallFilter> _filters = activation.Engine.Filters.Incoming;

    public override object Grain => activation.GrainInstance!;
    public override GrainId TargetId => activation.GrainId;
    public IGrainContext TargetContext => activation;
    public MethodInfo ImplementationMethod => Implementations.Of(Grain.GetType(), Call.Method.Info);

    protected override object? Target => activation.GrainInstance;
    protected override int FilterCount => _filters.Count + (Grain is IIncomingGrainCallFilter ? 1 : 0);

    protected override Task RunFilter(int index) =>
        index < _filters.Count ? _filters[index].Invoke(this) : ((IIncomingGrainCallFilter)Grain).Invoke(this);

    protected override Task<object?> RunCall() => Call.InvokeBoxed(Grain).AsTask();
}
