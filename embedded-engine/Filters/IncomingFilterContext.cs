using System.Reflection;
using Genesis.Embedded.Activations;
using Genesis.Embedded.Calls;
using Orleans;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

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

    /// <summary>Null also after a failure, which stands in the response.</summary>
    public override object? Result
    {
        get => Response is { Exception: null } response ? response.Result : null;
        set => base.Result = value;
    }

    protected override string FilterName(int index) => Reflect.Name(index < _filters.Count ? _filters[index].GetType() : Grain.GetType());

    protected override async Task RunCall()
    {
        try
        {
            Result = await Call.InvokeBoxed(Grain);
        }
        catch (Exception exception)
        {
            // A filter that swallows it and sets nothing has not handled it: the caller still gets it.
            Response = Response.FromException(exception);
            throw;
        }
    }
}
