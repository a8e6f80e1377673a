using Genesis.Embedded.Activations;
using Genesis.Embedded.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Runtime;

namespace Genesis.Embedded.Hosting;

/// <summary>Starts and stops an engine with its host.</summary>
internal sealed class Silo(Engine engine, SiloLifecycle lifecycle, EngineLog log) : IHostedService
{
    private Collector? _collector;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var validator in engine.Services.GetServices<IConfigurationValidator>()) validator.ValidateConfiguration();
        foreach (var participant in engine.Services.GetServices<ILifecycleParticipant<ISiloLifecycle>>()) participant.Participate(lifecycle);
        // Calls are served before application services and startup tasks run, because those call grains.
        lifecycle.Subscribe("engine", ServiceLifecycleStage.RuntimeInitialize, _ => { Begin(); return Task.CompletedTask; }, _ => { End(); return Task.CompletedTask; });
        lifecycle.Subscribe("activations", ServiceLifecycleStage.GrainDeactivation, static _ => Task.CompletedTask, DeactivateAll);
        lifecycle.Subscribe("calls", ServiceLifecycleStage.Active, static _ => Task.CompletedTask, _ => { engine.State = EngineState.Stopping; return Task.CompletedTask; });
        try
        {
            await lifecycle.Start(cancellationToken);
        }
        catch
        {
            End();
            throw;
        }
        log.Started(engine.SiloName, engine.Types.Classes.Count());
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (engine.State is EngineState.Created or EngineState.Stopped) return;
        engine.State = EngineState.Stopping;
        try
        {
            await lifecycle.Stop(cancellationToken);
        }
        finally
        {
            End();
        }
    }

    private void Begin()
    {
        engine.Executor.Start();
        engine.State = EngineState.Running;
        _collector = new Collector(engine);
    }

    private void End()
    {
        if (engine.State == EngineState.Stopped) return;
        engine.State = EngineState.Stopped;
        _collector?.Dispose();
        foreach (var activation in engine.Catalog.InOrder)
            foreach (var call in activation.PendingCalls()) call.TryFail(engine.Stopping(call.Method.DisplayName, activation.GrainId));
        engine.Executor.Stop();
        log.Stopped(engine.Catalog.All.Count(static activation => !activation.Class.IsObserver));
    }

    // An async method of its own: WhenAll over the tasks themselves would take a detour over the thread pool.
    private static async Task End(Activation activation) => await activation.Deactivated;

    /// <summary>Running calls end first, then OnDeactivateAsync; what is not done when the host's patience ends is left.</summary>
    private async Task DeactivateAll(CancellationToken cancellationToken)
    {
        var reason = new DeactivationReason(DeactivationReasonCode.ShuttingDown, "The silo is stopping.");
        var ending = new List<Task>();
        foreach (var activation in engine.Catalog.InOrder)
        {
            if (activation.Class.IsObserver) continue;
            ending.Add(End(activation));
            activation.RequestDeactivation(reason, cancellationToken);
        }
        try
        {
            await Task.WhenAll(ending).WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The host's shutdown timeout has passed. End() fails what is left and says how much it was.
        }
    }
}
