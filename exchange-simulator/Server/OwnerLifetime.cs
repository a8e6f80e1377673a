using Microsoft.Extensions.Hosting;

namespace Genesis.ExchangeSimulator;

/// <summary>Lives as long as its owner wants. The lifetime that .NET gives every host would take the signals of the process, and the program would never learn of them.</summary>
internal sealed class OwnerLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
