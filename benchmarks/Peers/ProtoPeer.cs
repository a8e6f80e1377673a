using Genesis.Benchmarks.Bare;
using Proto;

namespace Genesis.Benchmarks.Peers;

/// <summary>Proto.Actor: <c>RequestAsync</c> from the root context to actors with its default dispatcher and mailbox, and its event stream.</summary>
internal sealed class ProtoPeer : IPeer
{
    private readonly ActorSystem _system = new();
    private readonly PID[] _echoes;
    private readonly PID _relay;
    private readonly Arrivals _arrivals = new();

    public ProtoPeer()
    {
        var root = _system.Root;
        _echoes = [.. Enumerable.Range(0, PeersBenchmark.Many).Select(_ => root.Spawn(Props.FromProducer(static () => new Echo())))];
        _relay = root.Spawn(Props.FromProducer(() => new Relay(_echoes[0])));
        for (var i = 0; i < PeersBenchmark.Many; i++) _system.EventStream.Subscribe<Message>(root, root.Spawn(Props.FromProducer(() => new Subscriber(_arrivals.Add()))));
    }

    public string Name => "proto";

    public async Task<long> CallAsync(int target, Period time)
    {
        var calls = 0L;
        for (var (root, echo) = (_system.Root, _echoes[target]); !time.IsOver; calls++) await root.RequestAsync<Message>(echo, PeersBenchmark.Sample);
        return calls;
    }

    public Task AskBetweenAsync(long asks) => _system.Root.RequestAsync<object>(_relay, new Run(asks));

    public Task DeliverAsync(long events)
    {
        var all = _arrivals.Expect(events * PeersBenchmark.Many);
        for (var i = 0L; i < events; i++) _system.EventStream.Publish(PeersBenchmark.Sample);
        return all;
    }

    public async ValueTask DisposeAsync() => await _system.ShutdownAsync();

    private sealed record Run(long Asks);

    private sealed class Echo : IActor
    {
        public Task ReceiveAsync(IContext context)
        {
            if (context.Message is Message message) context.Respond(message);
            return Task.CompletedTask;
        }
    }

    private sealed class Relay(PID echo) : IActor
    {
        public async Task ReceiveAsync(IContext context)
        {
            if (context.Message is not Run run) return;
            for (var left = run.Asks; left > 0; left--) await context.RequestAsync<Message>(echo, PeersBenchmark.Sample);
            context.Respond(run);
        }
    }

    private sealed class Subscriber(Arrivals.Counter counter) : IActor
    {
        public Task ReceiveAsync(IContext context)
        {
            if (context.Message is Message) counter.Count();
            return Task.CompletedTask;
        }
    }
}
