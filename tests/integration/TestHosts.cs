using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace Genesis.Tests.Integration;

/// <summary>Silos in hosts of their own, on ports that nobody else has.</summary>
internal static class TestHosts
{
    /// <summary>A port that nobody listened on a moment ago.</summary>
    public static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    /// <summary>Starts a silo with a gateway.</summary>
    public static async Task<IHost> Silo(int port, Action<ISiloBuilder>? configure = null, ILoggerProvider? log = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.SetMinimumLevel(log is null ? LogLevel.None : LogLevel.Information);
        if (log is not null) builder.Logging.AddProvider(log);
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(FreePort(), port);
            // Orleans reserves places for a million grains; with a hundred hosts in a process that costs more than all they do.
            silo.Configure<GrainDirectoryOptions>(static options => options.CacheSize = 1000);
            configure?.Invoke(silo);
        });
        var host = builder.Build();
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

    /// <summary>Stops a host.</summary>
    public static async Task Stop(this IHost host)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5), TimeProvider.System);
        await host.StopAsync(limit.Token).InTime();
    }
}
