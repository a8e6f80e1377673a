using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Genesis.Tests.Integration.Hosting;

/// <summary>A host in a process of its own in which something throws that nobody can catch: this program, started again.</summary>
internal static class StrayProcess
{
    public const string Argument = "--throw-astray";

    /// <summary>The component throws, and the process has the rule.</summary>
    public const string Component = "component";

    /// <summary>Something else than a component throws, and the process has the rule.</summary>
    public const string Host = "host";

    /// <summary>The component throws, and the process has no rule.</summary>
    public const string NoRule = "no-rule";

    public static async Task<int> Run(string who)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.AddGenesis(genesis => genesis.UseMemory().AddComponent<Careless>("careless"));
        using var host = builder.Build();
        await host.StartAsync();
        if (who != NoRule) StrayExceptions.Survive(host.Services);
        var bus = host.Services.GetRequiredService<IComponentBus>();
        if (who == Host)
        {
            ThreadPool.QueueUserWorkItem(static _ => throw new InvalidOperationException("Not a component's."));
            await Eventually.True(static () => false, "the end of this process");
        }
        foreach (var way in (string[])["async void", "timer", "thread"]) await bus.Ask("careless", way);
        var strays = host.Services.GetRequiredService<StrayExceptions>();
        await Eventually.True(() => strays.Count == 3, "three exceptions");
        Console.WriteLine($"survived {strays.Count}, {(await bus.Ask("careless", "ping")).As<string>()}");
        await host.StopAsync();
        return 0;
    }

    public static async Task<(int ExitCode, string Output, string Error)> Start(string who)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [Argument, who]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().InTime();
        return (process.ExitCode, await output, await error);
    }

    /// <summary>A component that throws where nobody can catch it.</summary>
    public sealed class Careless : Component
    {
        private ITimer? _timer;

        protected override ValueTask<object?> OnRequest(ComponentRequest request)
        {
            switch (request.Type)
            {
                case "async void":
                    Later();
                    break;
                case "timer":
                    _timer = Context.Time.CreateTimer(static _ => throw new InvalidOperationException("In a timer."), null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
                    break;
                case "thread":
                    new Thread(static () => throw new InvalidOperationException("In a thread.")).Start();
                    break;
            }
            return new(true);
        }

        protected override ValueTask OnStop()
        {
            _timer?.Dispose();
            return default;
        }

        private static async void Later()
        {
            await Task.Yield();
            throw new InvalidOperationException("In an async void method.");
        }
    }
}
