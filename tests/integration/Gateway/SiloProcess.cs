using System.Diagnostics;
using Genesis.Embedded;

namespace Genesis.Tests.Integration.Gateway;

/// <summary>A silo in a process of its own: this program, started again.</summary>
internal sealed class SiloProcess : IDisposable
{
    public const string Argument = "--be-a-silo";

    private readonly Process _process;

    private SiloProcess(Process process) => _process = process;

    public static async Task<int> Run(int port, string token)
    {
        using var silo = await TestHosts.Silo(port, builder => builder.Configure<GatewayOptions>(options => options.Token = token == "-" ? null : token));
        Console.WriteLine("ready");
        // Ends when whoever started it is gone or says so.
        await Console.In.ReadLineAsync();
        await silo.StopAsync();
        return 0;
    }

    public static async Task<SiloProcess> Start(int port, string token = "-")
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [Argument, $"{port}", token]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        var silo = new SiloProcess(Process.Start(start)!);
        var line = await silo._process.StandardOutput.ReadLineAsync().InTime();
        line.ShouldBe("ready");
        return silo;
    }

    public int Id => _process.Id;

    /// <summary>kill −9: no goodbye, no clean-up.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync().InTime();
    }

    /// <summary>Asks it to stop gracefully.</summary>
    public async Task Stop()
    {
        await _process.StandardInput.WriteLineAsync("stop");
        await _process.StandardInput.FlushAsync();
        await _process.WaitForExitAsync().InTime();
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }
}
