using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Genesis.Client;

/// <summary>Connects to a silo for one command and turns what goes wrong into a sentence and an exit code.</summary>
internal static class SiloConnection
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Exit codes: 0 done, 1 the command failed, 2 wrong usage (by the parser), 3 no silo answers.</summary>
    public static async Task<int> Use(int port, Func<IClusterClient, Task> command, CancellationToken cancellationToken)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.UseOrleansClient(client => client.UseLocalhostClustering(port));
        using var host = builder.Build();
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await host.StartAsync(either.Token);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync($"No silo answers on 127.0.0.1:{port}: {Reason(exception)}");
            await Console.Error.WriteLineAsync("Start one with: dotnet run --project silo. If it uses another port, say so with --port.");
            return 3;
        }
        try
        {
            await command(host.Services.GetRequiredService<IClusterClient>());
            return 0;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync(Reason(exception));
            return 1;
        }
        finally
        {
            await host.StopAsync(CancellationToken.None);
        }
    }

    private static string Reason(Exception exception) =>
        exception is OperationCanceledException ? $"it did not answer within {Patience.TotalSeconds:0} s." : exception.GetBaseException().Message;
}
