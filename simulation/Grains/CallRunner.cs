using Genesis.Simulations.Internals;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Serialization.Invocation;
using Orleans.Storage;

namespace Genesis.Simulations.Grains;

/// <summary>Runs calls on their grains, through the filters, and answers them.</summary>
internal sealed class CallRunner
{
    private readonly SiloRuntime _silo;
    private readonly IIncomingGrainCallFilter[] _filters;
    private readonly DeepCopier<Response> _copier;

    public CallRunner(SiloRuntime silo)
    {
        _silo = silo;
        _filters = [.. silo.Services.GetServices<IIncomingGrainCallFilter>()];
        _copier = silo.Copier.GetCopier<Response>();
    }

    /// <summary>Starts a call in a turn of its activation. The call ends in this turn or in a later one.</summary>
    public void Run(Activation activation, Call call)
    {
        _silo.Trace.OnStart(activation, call);
        ValueTask<Response> running;
        try
        {
            if (call.Context is { Count: > 0 } context) RequestContextExtensions.Import(context);
            call.Request.SetTarget(activation);
            running = _filters.Length > 0 || activation.GrainInstance is IIncomingGrainCallFilter
                ? new IncomingCall(activation, call, _filters, _copier).Run()
                : call.Request.Invoke();
        }
        catch (Exception exception)
        {
            End(activation, call, Response.FromException(exception));
            return;
        }
        if (running.IsCompletedSuccessfully) End(activation, call, running.Result);
        else Await(activation, call, running);
    }

    private async void Await(Activation activation, Call call, ValueTask<Response> running)
    {
        Response response;
        try
        {
            response = await running;
        }
        catch (Exception exception)
        {
            response = Response.FromException(exception);
        }
        End(activation, call, response);
    }

    private void End(Activation activation, Call call, Response response)
    {
        try
        {
            response = _copier.Copy(response)!;
        }
        catch (Exception exception)
        {
            response = Response.FromException(exception);
        }
        if (response.Exception is { } thrown) OnException(activation, call, thrown);
        _silo.Trace.OnDone(activation, call, response.Exception);
        activation.OnEnded(call);
        using (_silo.Complete()) call.TryComplete(response);
    }

    private void OnException(Activation activation, Call call, Exception exception)
    {
        if (call.IsOneWay) _silo.Log.OneWayFailed(exception, call.Name, activation.GrainId);
        if (exception is not InconsistentStateException inconsistent || !OrleansInternals.IsSourceActivation(inconsistent)) return;
        // The state in memory is stale. The next activation reads it anew.
        OrleansInternals.ClearSourceActivation(inconsistent);
        activation.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationError, inconsistent, inconsistent.Message));
    }
}
