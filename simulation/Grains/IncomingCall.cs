using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.ExceptionServices;
using Orleans.Serialization;
using Orleans.Serialization.Invocation;

namespace Genesis.Simulations.Grains;

/// <summary>A call on its way through the incoming filters to the grain.</summary>
internal sealed class IncomingCall(Activation activation, Call call, IIncomingGrainCallFilter[] filters, DeepCopier<Response> copier)
    : IIncomingGrainCallContext
{
    private static readonly ConcurrentDictionary<(Type Class, MethodInfo Method), MethodInfo> Implementations = new();

    private int _stage;

    public IInvokable Request => call.Request;

    public object Grain => activation.GrainInstance!;

    public MethodInfo InterfaceMethod => call.Request.GetMethod();

    public MethodInfo ImplementationMethod =>
        Implementations.GetOrAdd((call.Request.GetTarget()!.GetType(), InterfaceMethod), static key => Find(key.Class, key.Method));

    public object? Result
    {
        get => Response is { Exception: null } response ? response.Result : null;
        set => Response = Response.FromResult(value);
    }

    public Response? Response { get; set; }

    public GrainId? SourceId => call.Caller?.GrainId ?? ClientIds.Hosted;

    public IGrainContext TargetContext => activation;

    public GrainId TargetId => activation.GrainId;

    public GrainInterfaceType InterfaceType => call.Interface;

    public string InterfaceName => call.Request.GetInterfaceName();

    public string MethodName => call.Request.GetMethodName();

    public async ValueTask<Response> Run()
    {
        await Invoke();
        return Response!;
    }

    public async Task Invoke()
    {
        // A filter may call this more than once, so every call ends at the stage where it began.
        var stage = _stage;
        if (stage > filters.Length + 1)
            throw new InvalidOperationException($"A call filter of {call.Name} called Invoke() after the grain.");
        try
        {
            if (FilterOf(stage) is { } filter)
            {
                _stage = stage + 1;
                await filter.Invoke(this);
                if (Response is null)
                    throw new InvalidOperationException(
                        $"{nameof(IncomingCall)}.{nameof(Invoke)}() invoked a broken filter: {filter.GetType().Name}.");
                return;
            }
            _stage = filters.Length + 2;
            Response = await call.Request.Invoke();
            // Filters see the exceptions of the grain.
            if (Response.Exception is { } exception) ExceptionDispatchInfo.Capture(exception).Throw();
            Response = copier.Copy(Response);
        }
        finally
        {
            _stage = stage;
        }
    }

    private IIncomingGrainCallFilter? FilterOf(int stage) =>
        stage < filters.Length ? filters[stage] : stage == filters.Length ? activation.GrainInstance as IIncomingGrainCallFilter : null;

    private static MethodInfo Find(Type grainClass, MethodInfo method)
    {
        if (method.DeclaringType is not { IsInterface: true } declaring || !declaring.IsAssignableFrom(grainClass)) return method;
        var open = method.IsConstructedGenericMethod ? method.GetGenericMethodDefinition() : method;
        var map = grainClass.GetInterfaceMap(declaring);
        var found = map.TargetMethods[Array.IndexOf(map.InterfaceMethods, open)];
        return method.IsConstructedGenericMethod ? found.MakeGenericMethod(method.GetGenericArguments()) : found;
    }
}
