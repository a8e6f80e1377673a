using Genesis.Simulations.Grains;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Genesis.Simulations.Hosting;

/// <summary>Starts and stops a silo's lifecycle and hosted services, in the order of a genuine host.</summary>
internal sealed class SiloHost(SiloRuntime silo)
{
    private readonly List<IHostedService> _hosted = [];
    private SiloLifecycleSubject? _lifecycle;

    public async Task Start()
    {
        var services = silo.Services;
        foreach (var validator in services.GetServices<IConfigurationValidator>()) validator.ValidateConfiguration();
        var lifecycle = services.GetRequiredService<SiloLifecycleSubject>();
        foreach (var participant in services.GetServices<ILifecycleParticipant<ISiloLifecycle>>()) participant.Participate(lifecycle);
        lifecycle.Subscribe("Simulation: activations", ServiceLifecycleStage.BecomeActive, Serve, DeactivateAll);
        lifecycle.Subscribe("Simulation: calls", ServiceLifecycleStage.Active, static _ => Task.CompletedTask, StopServing);
        _lifecycle = lifecycle;
        await lifecycle.OnStart(CancellationToken.None);
        foreach (var service in services.GetServices<IHostedService>())
        {
            await service.StartAsync(CancellationToken.None);
            _hosted.Add(service);
        }
    }

    public async Task Stop(CancellationToken cancellationToken)
    {
        for (var i = _hosted.Count - 1; i >= 0; i--) await _hosted[i].StopAsync(cancellationToken);
        if (_lifecycle is not null) await _lifecycle.OnStop(cancellationToken);
        End();
    }

    /// <summary>Fails the calls that are not answered.</summary>
    public void End()
    {
        silo.State = SiloState.Stopped;
        silo.Catalog.Stop();
        foreach (var call in silo.Pending.All) Fail(call);
        silo.Pending.Stop();
    }

    private void Fail(Call call)
    {
        using (silo.Complete()) call.TryFail(silo.Unavailable(call));
    }

    private Task Serve(CancellationToken cancellationToken)
    {
        silo.State = SiloState.Running;
        return Task.CompletedTask;
    }

    private Task StopServing(CancellationToken cancellationToken)
    {
        silo.State = SiloState.Stopping;
        return Task.CompletedTask;
    }

    /// <summary>Deactivates every activation. Running calls end first; after the timeout of the host the rest is left.</summary>
    private async Task DeactivateAll(CancellationToken cancellationToken)
    {
        var reason = new DeactivationReason(DeactivationReasonCode.ShuttingDown, "This process is terminating.");
        var ending = new List<Task>();
        foreach (var activation in silo.Catalog.InOrder)
        {
            ending.Add(End(activation));
            activation.Deactivate(reason, cancellationToken);
        }
        try
        {
            await Task.WhenAll(ending).WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The shutdown timeout has passed.
        }
    }

    // An async method of its own: WhenAll over the tasks themselves could take a detour over the thread pool.
    private static async Task End(Activation activation) => await activation.Deactivated;
}
