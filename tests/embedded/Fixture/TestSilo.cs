using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Hosting;

namespace Genesis.Tests.Embedded.Fixture;

/// <summary>A silo for one test: <c>await using var silo = await TestSilo.Start(...)</c>.</summary>
public sealed class TestSilo : IAsyncDisposable
{
    private readonly IHost _host;

    private TestSilo(IHost host) => _host = host;

    public IServiceProvider Services => _host.Services;

    public IClusterClient Grains => _host.Services.GetRequiredService<IClusterClient>();

    public static async Task<TestSilo> Start(Action<ISiloBuilder>? configure = null, TimeProvider? time = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        if (time is not null) builder.Services.AddSingleton(time);
        builder.UseOrleans(silo => configure?.Invoke(silo));
        var host = builder.Build();
        await host.StartAsync();
        return new TestSilo(host);
    }

    public Task Stop(CancellationToken deadline = default) => _host.StopAsync(deadline);

    public async ValueTask DisposeAsync()
    {
        await Stop();
        _host.Dispose();
    }
}
