using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Genesis.Tests.Conformance.Fixture;

public sealed partial class TestEngine
{
    private IHost? _host;
    private IHost? _clientHost;
    public IClusterClient Client { get; private set; } = null!;

    /// <summary>Services of every silo.</summary>
    public IReadOnlyList<IServiceProvider> SiloServices => [_host!.Services];

    private async Task Launch()
    {
        if (_host is not null) await Discard();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddConsole(static console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        using var probe = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.InterNetwork, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
        probe.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0));
        var port = ((System.Net.IPEndPoint)probe.LocalEndPoint!).Port; probe.Dispose();
        builder.UseOrleans(s => { _configure(s); s.UseLocalhostClustering(gatewayPort: port); });
        _host = builder.Build();
        await _host.StartAsync();
        var cb = Host.CreateEmptyApplicationBuilder(null);
        cb.Logging.AddConsole(static console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        cb.Logging.SetMinimumLevel(LogLevel.Error);
        var timeout = Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<Microsoft.Extensions.Options.IOptions<Orleans.Configuration.SiloMessagingOptions>>(_host.Services).Value;
        cb.UseOrleansClient(c => { c.UseLocalhostClustering(port); c.Configure<Orleans.Configuration.ClientMessagingOptions>(o => { o.ResponseTimeout = timeout.ResponseTimeout; o.CancelRequestOnTimeout = timeout.CancelRequestOnTimeout; o.WaitForCancellationAcknowledgement = timeout.WaitForCancellationAcknowledgement; }); foreach (var n in new[] { "default", "streams", "Default", "memory" }) c.AddMemoryStreams(n); });
        var ch = cb.Build(); await ch.StartAsync();
        Client = Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<IClusterClient>(ch.Services);
        _clientHost = ch;
    }

    private async Task Halt(CancellationToken deadline)
    {
        if (_host is not null) await _host.StopAsync(deadline);
    }

    private Task Discard()
    {
        _clientHost?.Dispose(); _host?.Dispose();
        return Task.CompletedTask;
    }
}
