using Genesis.Benchmarks.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Benchmarks.Peers;

/// <summary>Genesis: asks through all policies to components that are grains, and told events: matched, counted, and each accounted for in the ledger.</summary>
internal sealed class GenesisPeer : IPeer
{
    private const string Event = "trade.bench";

    private readonly ComponentsUnderTest _host;
    private readonly Payload _sample = Payload.Of(PeersBenchmark.Sample);

    private GenesisPeer(ComponentsUnderTest host) => _host = host;

    public string Name => "genesis";

    public static async Task<GenesisPeer> StartAsync()
    {
        var host = await ComponentsUnderTest.Start(static genesis =>
        {
            for (var i = 0; i < PeersBenchmark.Many; i++) genesis.AddComponent<EchoComponent>($"echo-{i}").AddComponent<CountingComponent>($"counter-{i}", ["trade.*"]);
            genesis.AddComponent<RelayComponent>("relay");
        });
        var peer = new GenesisPeer(host);
        for (var i = 0; i < PeersBenchmark.Many; i++) Check(await host.Bus.Ask($"echo-{i}", "echo"));
        return peer;
    }

    public async Task<long> CallAsync(int target, Period time)
    {
        var calls = 0L;
        for (var (bus, id) = (_host.Bus, $"echo-{target}"); !time.IsOver; calls++) Check(await bus.Ask(id, "echo", _sample));
        return calls;
    }

    public async Task AskBetweenAsync(long asks) => Check(await _host.Bus.Ask("relay", "run", asks, TimeSpan.FromSeconds(20)));

    public async Task DeliverAsync(long events)
    {
        var end = CountingComponent.Handled() + (events * PeersBenchmark.Many);
        for (var i = 0L; i < events; i++)
        {
            var told = await _host.Bus.Tell(Event, _sample, "bench");
            if (told.Shed > 0 || told.Subscribers != PeersBenchmark.Many) throw new InvalidOperationException($"{told}");
        }
        while (CountingComponent.Handled() < end) await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        // What a handler has counted is in the ledger a moment later.
        for (var tries = 0; !(await _host.Services.GetRequiredService<IEventRuntime>().ReadLedger()).IsBalanced; tries++)
        {
            if (tries == 1_000) throw new InvalidOperationException("The ledger does not balance.");
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static void Check(Outcome outcome)
    {
        if (!outcome.IsOk) throw new InvalidOperationException(outcome.Sentence);
    }
}
