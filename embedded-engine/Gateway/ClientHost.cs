using Genesis.Embedded.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;

namespace Genesis.Embedded.Gateway;

/// <summary>Starts and stops a client with its host.</summary>
internal sealed class ClientHost(Engine engine, ClientConnectionKeeper keeper) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var validator in engine.Services.GetServices<IConfigurationValidator>()) validator.ValidateConfiguration();
        engine.Executor.Start();
        engine.State = EngineState.Running;
        try
        {
            await keeper.Start(engine.Services.GetService<IClientConnectionRetryFilter>(), cancellationToken);
        }
        catch
        {
            await StopAsync(CancellationToken.None);
            throw;
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (engine.State != EngineState.Running) return;
        engine.State = EngineState.Stopping;
        await keeper.Stop(cancellationToken);
        engine.State = EngineState.Stopped;
        engine.Executor.Stop();
    }
}
