using Microsoft.Extensions.DependencyInjection;
using Orleans.CodeGeneration;
using Orleans.GrainReferences;
using Orleans.Metadata;
using Orleans.Serialization.Invocation;

namespace Genesis.Simulations.Grains;

/// <summary>The runtime behind the references of a simulated silo: it takes the calls that Orleans' generated proxies make.</summary>
internal sealed class CallSender : IGrainReferenceRuntime
{
    private readonly SiloRuntime _silo;
    private readonly GrainReferenceActivator _references;
    private readonly GrainInterfaceTypeResolver _interfaces;
    private readonly Lazy<IOutgoingGrainCallFilter[]> _filters;

    public CallSender(SiloRuntime silo, IServiceProvider services, GrainReferenceActivator references,
        GrainInterfaceTypeResolver interfaces)
    {
        (_silo, _references, _interfaces) = (silo, references, interfaces);
        // Filters may take the grain factory themselves.
        _filters = new Lazy<IOutgoingGrainCallFilter[]>(() => [.. services.GetServices<IOutgoingGrainCallFilter>()]);
    }

    public IGrainContext? Current => _silo.Loop.Current;

    public ValueTask<T?> InvokeMethodAsync<T>(GrainReference reference, IInvokable request, InvokeMethodOptions options)
    {
        if (IsFiltered(request)) return Filtered<T>(reference, request, options);
        if ((options & InvokeMethodOptions.OneWay) != 0)
        {
            SendOneWay(reference, request, options);
            return default;
        }
        var call = new Call<T>(request, reference.GrainId, options) { Interface = reference.InterfaceType };
        Send(call);
        return new ValueTask<T?>(call.Task);
    }

    public ValueTask InvokeMethodAsync(GrainReference reference, IInvokable request, InvokeMethodOptions options)
    {
        if (IsFiltered(request)) return new ValueTask(Filtered<object>(reference, request, options).AsTask());
        if ((options & InvokeMethodOptions.OneWay) != 0)
        {
            SendOneWay(reference, request, options);
            return default;
        }
        var call = new Call<object>(request, reference.GrainId, options) { Interface = reference.InterfaceType };
        Send(call);
        return new ValueTask(call.Task);
    }

    public void InvokeMethod(GrainReference reference, IInvokable request, InvokeMethodOptions options)
    {
        if (IsFiltered(request)) Filtered<object>(reference, request, options).AsTask().Ignore();
        else SendOneWay(reference, request, options);
    }

    public object Cast(IAddressable grain, Type interfaceType) =>
        grain is GrainReference && interfaceType.IsInstanceOfType(grain)
            ? grain
            : _references.CreateReference(grain.GetGrainId(), _interfaces.GetGrainInterfaceType(interfaceType));

    /// <summary>Sends a call after its outgoing filters.</summary>
    public Task<Response> SendForResponse(GrainReference reference, IInvokable request, InvokeMethodOptions options)
    {
        if ((options & InvokeMethodOptions.OneWay) != 0)
        {
            SendOneWay(reference, request, options);
            return Task.FromResult(Response.Completed);
        }
        var call = new ResponseCall(request, reference.GrainId, options) { Interface = reference.InterfaceType };
        Send(call);
        return call.Task;
    }

    private bool IsFiltered(IInvokable request) => _filters.Value.Length > 0 || request is IOutgoingGrainCallFilter;

    private async ValueTask<T?> Filtered<T>(GrainReference reference, IInvokable request, InvokeMethodOptions options)
    {
        var call = new OutgoingCall<T>(this, reference, request, options, _filters.Value);
        await call.Invoke();
        return call.TypedResult;
    }

    private void SendOneWay(GrainReference reference, IInvokable request, InvokeMethodOptions options)
    {
        if (!IsHere(request) || _silo.State == SiloState.Stopped) return;
        var call = new NotedCall(request, reference.GrainId, options) { Interface = reference.InterfaceType };
        Prepare(call);
        _silo.Route(call);
    }

    private void Send(Call call)
    {
        var token = call.Request.GetCancellationToken();
        token.ThrowIfCancellationRequested();
        if (!IsHere(call.Request)) throw new InvalidOperationException($"{call.Name} was called from a thread outside the simulation.");
        if (_silo.State is SiloState.Stopped)
        {
            call.TryFail(_silo.Unavailable(call));
            return;
        }
        Prepare(call);
        _silo.Pending.Add(call, call.Request.GetDefaultResponseTimeout() ?? _silo.Messaging.ResponseTimeout);
        if (token.CanBeCanceled)
            call.Pending!.Cancellation = token.UnsafeRegister(static (state, token) => ((Cancellation)state!).Request(token),
                new Cancellation(this, call));
        _silo.Route(call);
    }

    private void Prepare(Call call)
    {
        call.Caller = _silo.Loop.Current as Activation;
        call.Context = RequestContextExtensions.Export(_silo.Copier);
        if (call.Context is not null) call.ReentrancyId = RequestContext.ReentrancyId;
    }

    /// <summary>The caller cancels. It learns of that at once, unless it wants to wait for the grain.</summary>
    private void Cancel(Call call, CancellationToken token)
    {
        if (call.IsCompleted) return;
        if (call.At is { } activation) activation.Turns.QueueAction(static state => ((Call)state).At!.Cancel((Call)state), call);
        if (_silo.Messaging.WaitForCancellationAcknowledgement) return;
        using (_silo.Complete()) call.TryFail(new OperationCanceledException(token));
    }

    private bool IsHere(IInvokable request) =>
        _silo.Loop.Foreign.IsHere
            || _silo.Loop.Foreign.Report($"the call {request.GetInterfaceType().Name}.{request.GetMethodName()} was made");

    /// <summary>The caller's wish to cancel one call.</summary>
    private sealed class Cancellation(CallSender sender, Call call)
    {
        public void Request(CancellationToken token) => sender.Cancel(call, token);
    }
}
