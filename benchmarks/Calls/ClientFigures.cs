using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Genesis.Benchmarks.Calls;

/// <summary>Asks from a client process, through the operator grain, to components of a silo in another process on this machine.</summary>
internal static class ClientFigures
{
    public static async Task Add(Report report, int rounds, long calls)
    {
        var port = Bare.Ports.Free();
        using var silo = ChildProcess.Start("serve", port.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await silo.StandardOutput.ReadLineAsync();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.UseOrleansClient(client => client.UseLocalhostClustering(port));
        using var host = builder.Build();
        await host.StartAsync();
        var door = host.Services.GetRequiredService<IClusterClient>().GetGrain<IOperatorGrain>(IOperatorGrain.Key);
        var sample = Payload.Of("sample");
        var single = await Measure.Rate(rounds, calls / 10, n => Measure.Callers(1, n, _ => () => Ask(0)));
        report.Add("client-single-latency", 1e6 / single.PerSecond, "us/ask", "client process, 1 caller");
        var many = await Measure.Rate(rounds, calls, n => Measure.Callers(EchoHost.Components, n, i => () => Ask(i)));
        report.Add("client-100", many.PerSecond, "asks/s", "client process, 100 callers");
        await host.StopAsync();
        silo.StandardInput.Close();
        await silo.WaitForExitAsync();

        async Task Ask(int component)
        {
            var answer = (await door.Ask($"echo-{component}", "echo", sample, null, "bench")).ToOutcome();
            if (!answer.IsOk) throw new InvalidOperationException(answer.Sentence);
        }
    }

    /// <summary>Runs in the child: a silo until its standard input ends.</summary>
    public static async Task<int> Serve(int port)
    {
        await using var host = await EchoHost.Start(port);
        for (var i = 0; i < EchoHost.Components; i++) await host.Bus.Ask($"echo-{i}", "echo");
        Console.WriteLine("ready");
        await Console.In.ReadToEndAsync();
        return 0;
    }
}
