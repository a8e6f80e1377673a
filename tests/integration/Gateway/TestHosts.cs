using System.Net;
using System.Net.Sockets;
using Genesis.Embedded;
using Genesis.Embedded.Gateway;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Genesis.Tests.Integration.Gateway;

/// <summary>Silos and clients in hosts of their own, connected by real sockets.</summary>
internal static class TestHosts
{
    /// <summary>A port that nobody listened on a moment ago.</summary>
    public static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    public static async Task<IHost> Silo(int port, Action<ISiloBuilder>? configure = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(gatewayPort: port);
            silo.AddMemoryStreams("streams").AddMemoryGrainStorage("PubSubStore");
            configure?.Invoke(silo);
        });
        return await Started(builder.Build());
    }

    public static async Task<IHost> Client(int port, Action<IClientBuilder>? configure = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.UseOrleansClient(client =>
        {
            client.UseLocalhostClustering(port);
            client.AddMemoryStreams("streams");
            client.Configure<GatewayOptions>(options => options.MaxReconnectDelay = TimeSpan.FromMilliseconds(200));
            configure?.Invoke(client);
        });
        return await Started(builder.Build());
    }

    /// <summary>Stops a host; calls that hang on purpose are not waited for.</summary>
    public static async Task Stop(this IHost host)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(500), TimeProvider.System);
        await host.StopAsync(patience.Token).InTime();
    }

    public static IClusterClient Grains(this IHost host) => host.Services.GetRequiredService<IClusterClient>();

    public static IGatewayTestGrain Grain(this IHost host, string key = "a") => host.Grains().GetGrain<IGatewayTestGrain>(key);

    /// <summary>The connection that a client has at the moment.</summary>
    public static GatewayConnection Connection(this IHost host) => host.Services.GetRequiredService<ClientState>().Connection!;

    private static async Task<IHost> Started(IHost host)
    {
        try
        {
            await host.StartAsync().InTime();
            return host;
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }
}
