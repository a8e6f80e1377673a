using System.Collections.Immutable;
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

    /// <summary>How many tell durable events side by side.</summary>
    public const int Tellers = 4;

    /// <summary>Keeps the orders that are told to it, and tells fills of them.</summary>
    public const string First = "first";

    /// <summary>Keeps the fills that the first tells.</summary>
    public const string Second = "second";

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(4);

    public static async Task<int> Run(string directory, long life)
    {
        using var host = await Start(directory);
        var bus = host.Services.GetRequiredService<IComponentBus>();
        var output = TextWriter.Synchronized(Console.Out);
        string[] ids = [.. Enumerable.Range(0, Components).Select(static i => $"c-{i}")];
        foreach (var id in ids) await output.WriteLineAsync($"restored {id} {(await bus.Ask(id, "get")).As<Position>().Value}");
        var tellers = Enumerable.Range(0, Tellers).Select(teller => Tell(bus, ((life * Tellers) + teller) * 100_000, output));
        var load = Task.WhenAll(ids.Select(id => Change(bus, id, output)).Concat(tellers));
        // It is killed; or ends when whoever started it is gone.
        await Task.WhenAny(load, Task.Run(Console.In.ReadLine));
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
            genesis.AddComponent<Booker>(First, ["order.*"]).AddComponent<Booker>(Second, ["fill.*"]);
        });
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    public static Process StartProcess(string directory, int life) =>
        Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [Argument, directory, $"{life}"]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;

    /// <summary>Tells durable events, and that they were taken.</summary>
    private static async Task Tell(IComponentBus bus, long number, TextWriter output)
    {
        for (; ; number++)
        {
            if ((await bus.Tell("order.new", number)).IsTold) await output.WriteLineAsync($"told {number}");
            await Task.Delay(Pace, TimeProvider.System);
        }
    }

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

        protected override ValueTask<object?> OnRequest(ComponentRequest request)
        {
            if (request.Type == "move") State = new(State.Value + 1, Context.Time.GetTimestamp());
            return new(State);
        }
    }

    /// <summary>What was handled.</summary>
    /// <param name="Numbers">The numbers told.</param>
    /// <param name="Twice">How many came that were there already.</param>
    public sealed record Book(ImmutableSortedSet<long> Numbers, int Twice);

    /// <summary>Keeps what it is told, and tells of orders that they are filled.</summary>
    public sealed class Booker : Component<Book>
    {
        protected override Book InitialState => new([], 0);

        protected override ValueTask<object?> OnRequest(ComponentRequest request) => new(State);

        protected override async ValueTask OnEvent(ComponentEvent happened)
        {
            var number = happened.Data.As<long>();
            State = State.Numbers.Contains(number) ? State with { Twice = State.Twice + 1 } : State with { Numbers = State.Numbers.Add(number) };
            // After the change, so that the handler waits for the journal with half of its work done.
            if (happened.Type == "order.new") await Context.Tell("fill.new", number);
        }
    }
}
