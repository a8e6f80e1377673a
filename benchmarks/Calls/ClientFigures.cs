using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Genesis.Benchmarks.Calls;

/// <summary>Calls from a client process to a silo in another process on this machine.</summary>
internal static class ClientFigures
{
    private const int Port = 30971;

    public static async Task Add(Report report, int rounds, long calls)
    {
        using var silo = ChildProcess.Start("serve", Port.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await silo.StandardOutput.ReadLineAsync();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.UseOrleansClient(client => client.UseLocalhostClustering(Port));
        using var host = builder.Build();
        await host.StartAsync();
        var grains = Enumerable.Range(0, 100).Select(i => host.Services.GetRequiredService<IClusterClient>().GetGrain<IBenchGrain>($"c{i}")).ToArray();
        var single = await Measure.Rate(rounds, calls / 10, n => Measure.Callers(1, n, _ => grains[0].Ping));
        report.Add("client-single-latency", 1e6 / single.PerSecond, "us/call", "client process, 1 caller");
        var many = await Measure.Rate(rounds, calls, n => Measure.Callers(100, n, i => grains[i].Ping));
        report.Add("client-100", many.PerSecond, "calls/s", "client process, 100 callers");
        await host.StopAsync();
        silo.StandardInput.Close();
        await silo.WaitForExitAsync();
    }

    /// <summary>Runs in the child: a silo until its standard input ends.</summary>
    public static async Task<int> Serve(int port)
    {
        await using var engine = await EngineUnderTest.Start(port);
        Console.WriteLine("ready");
        await Console.In.ReadToEndAsync();
        return 0;
    }
}
