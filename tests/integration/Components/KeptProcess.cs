using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Genesis.Tests.Integration.Components;

/// <summary>A host in a process of its own whose components change all the time, and which tells each change: this program, started again.</summary>
internal static class KeptProcess
{
    public const string Argument = "--be-components";

    /// <summary>How many components there are, c-0 and so on.</summary>
    public const int Components = 20;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(4);

    public static async Task<int> Run(string directory)
    {
        using var host = await Start(directory);
        var bus = host.Services.GetRequiredService<IComponentBus>();
        var output = TextWriter.Synchronized(Console.Out);
        string[] ids = [.. Enumerable.Range(0, Components).Select(static i => $"c-{i}")];
        foreach (var id in ids) await output.WriteLineAsync($"restored {id} {(await bus.Ask(id, "get")).As<Position>().Value}");
        await output.WriteLineAsync("running");
        await Task.WhenAll(ids.Select(id => Change(bus, id, output)));
        return 0;
    }

    /// <summary>The host, also for looking at what the process has left.</summary>
    public static async Task<IHost> Start(string directory)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.AddGenesis(genesis =>
        {
            genesis.UseSqlite(directory);
            for (var i = 0; i < Components; i++) genesis.AddComponent<Mover>($"c-{i}");
        });
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    public static Process StartProcess(string directory) =>
        Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [Argument, directory]) { RedirectStandardOutput = true })!;

    private static async Task Change(IComponentBus bus, string id, TextWriter output)
    {
        while (true)
        {
            if ((await bus.Ask(id, "move")) is { IsOk: true } outcome)
            {
                var moved = outcome.As<Position>();
                await output.WriteLineAsync($"changed {id} {moved.Value} {moved.At}");
            }
            await Task.Delay(Pace, TimeProvider.System);
        }
    }

    /// <summary>Where a component is, and since when.</summary>
    /// <param name="Value">How often it has changed.</param>
    /// <param name="At">Timestamp of the last change; the machine's, so that other processes can compare it.</param>
    public sealed record Position(long Value, long At);

    /// <summary>Changes whenever it is asked to.</summary>
    public sealed class Mover : Component<Position>
    {
        protected override Position InitialState => new(0, 0);

        protected override ValueTask<object?> OnRequest(Request request)
        {
            if (request.Type == "move") State = new(State.Value + 1, Context.Time.GetTimestamp());
            return new(State);
        }
    }
}
