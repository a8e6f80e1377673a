using System.CommandLine;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Runtime.Messaging;
using Orleans.Serialization;

namespace Genesis.Client;

/// <summary>Connects to a silo for one command and turns what goes wrong into a sentence and an exit code.</summary>
internal static class SiloConnection
{
    /// <summary>The version of this console.</summary>
    public static string Version { get; } = typeof(SiloConnection).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>Runs a command. It gives its exit code.</summary>
    public static async Task<int> Use(ParseResult parsed, Func<Session, CancellationToken, Task<int>> command, CancellationToken cancellationToken)
    {
        var port = parsed.GetValue(CommonOptions.Port);
        var patience = parsed.GetValue(CommonOptions.ConnectTimeout) ?? Patience.Connecting;
        using var host = Build(port, patience);
        try
        {
            await Connect(host, patience, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Say.Error(NotConnected.Sentence(port, exception, patience));
            Say.Note(NotConnected.Advice(port));
            return ExitCode.NoSilo;
        }
        try
        {
            var session = new Session(host.Services.GetRequiredService<IClusterClient>(), parsed.GetValue(CommonOptions.Json));
            if (await CompareVersions(session, port, cancellationToken) is { } wrong)
            {
                Say.Error(wrong);
                return ExitCode.NoSilo;
            }
            return await command(session, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCode.Failed;
        }
        catch (Exception exception) when (exception is not UsageException)
        {
            Say.Error(Reason(exception));
            return IsLost(exception) ? ExitCode.NoSilo : ExitCode.Failed;
        }
        finally
        {
            await host.StopAsync(CancellationToken.None);
        }
    }

    /// <summary>Ids of components that begin so; none when no silo answers at once.</summary>
    public static async Task<IReadOnlyList<string>> Names(int port, string beginning, TimeSpan patience)
    {
        const int Most = 200;
        try
        {
            using var host = Build(port, patience);
            await Connect(host, patience, CancellationToken.None);
            var names = await host.Services.GetRequiredService<IClusterClient>().GetGrain<IComponentsGrain>(IOperatorGrain.Key).GetNames(beginning, Most).WaitAsync(patience, TimeProvider.System);
            await host.StopAsync(CancellationToken.None);
            return names;
        }
        catch (Exception)
        {
            return [];
        }
    }

    /// <summary>What is said about an exception: a sentence, never a stack.</summary>
    public static string Reason(Exception exception) => IsLost(exception) ? "The connection to the silo was lost; whether what was asked was done is unknown." : exception.GetBaseException() switch
    {
        NotSupportedException or CodecNotFoundException => $"The silo does not know this: it is of another version than this console ({Version}). Use the console that was built with it. {exception.GetBaseException().Message}",
        TimeoutException => "The silo did not answer in time. It is very busy, or one of its parts is stuck: genesis status says more.",
        var cause => cause.Message,
    };

    /// <summary>Whether the silo is gone.</summary>
    public static bool IsLost(Exception exception) => exception is SiloUnavailableException or ConnectionFailedException;

    private static IHost Build(int port, TimeSpan patience)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.SetMinimumLevel(LogLevel.None);
        // A person waits: one attempt says whether there is a silo. Orleans' own filter would try again for minutes.
        builder.UseOrleansClient(client => client.UseLocalhostClustering(port).UseConnectionRetryFilter(static (_, _) => Task.FromResult(false))
            .Configure<ConnectionOptions>(options => options.OpenConnectionTimeout = patience));
        return builder.Build();
    }

    private static async Task Connect(IHost host, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var end = new CancellationTokenSource(patience, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(end.Token, cancellationToken);
        try
        {
            await host.StartAsync(either.Token);
        }
        catch (Exception exception) when (end.IsCancellationRequested)
        {
            // However the client words that its start was cut short.
            throw new TimeoutException(exception.Message, exception);
        }
    }

    /// <returns>What is wrong, when Genesis does not run there.</returns>
    private static async Task<string?> CompareVersions(Session session, int port, CancellationToken cancellationToken)
    {
        string silo;
        try
        {
            silo = (await session.System.GetStatus(cancellationToken)).Version;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            // Orleans knows no grain of that interface there, or nobody has added what the grain needs.
            return $"An Orleans silo answers on 127.0.0.1:{port}, but Genesis does not run in it: {exception.Message}";
        }
        if (silo != Version) Say.Note($"The silo is Genesis {silo} and this console {Version}; what they differ in may fail. Use the console that was built with the silo.");
        return null;
    }
}
