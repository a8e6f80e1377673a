using Orleans.TestingHost;

namespace Genesis.Tests.Conformance.Fixture;

public sealed partial class TestEngine
{
    private readonly string _serviceId = $"service-{TestIds.Next()}";
    private InProcessTestCluster? _cluster;

    /// <summary>Services of every silo.</summary>
    public IReadOnlyList<IServiceProvider> SiloServices => [.. _cluster!.Silos.Select(static silo => silo.ServiceProvider)];

    private async Task Launch()
    {
        if (_cluster is not null) await Discard();
        var builder = new InProcessTestClusterBuilder(2);
        builder.Options.ServiceId = _serviceId;
        builder.Options.InitializeClientOnDeploy = false;
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) => _configure(silo));
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    private async Task Halt(CancellationToken deadline)
    {
        if (_cluster is not null) await Task.WhenAll(_cluster.Silos.Select(silo => silo.StopSiloAsync(deadline)));
    }

    private async Task Discard() => await _cluster!.DisposeAsync();
}
