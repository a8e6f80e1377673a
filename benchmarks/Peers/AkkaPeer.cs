using Akka.Actor;
using Genesis.Benchmarks.Bare;

namespace Genesis.Benchmarks.Peers;

/// <summary>Akka.NET: <c>Ask</c> of actors with its default dispatcher and mailbox, and its event stream.</summary>
internal sealed class AkkaPeer : IPeer
{
    private readonly ActorSystem _system = ActorSystem.Create("peers", "akka.loglevel = WARNING");
    private readonly IActorRef[] _echoes;
    private readonly IActorRef _relay;
    private readonly Arrivals _arrivals = new();

    public AkkaPeer()
    {
        _echoes = [.. Enumerable.Range(0, PeersBenchmark.Many).Select(i => _system.ActorOf(Props.Create(() => new Echo()), $"echo-{i}"))];
        _relay = _system.ActorOf(Props.Create(() => new Relay(_echoes[0])));
        for (var i = 0; i < PeersBenchmark.Many; i++) _system.EventStream.Subscribe(_system.ActorOf(Props.Create(() => new Subscriber(_arrivals))), typeof(Message));
    }

    public string Name => "akka";

    public async Task<long> CallAsync(int target, Period time)
    {
        var calls = 0L;
        for (var echo = _echoes[target]; !time.IsOver; calls++) await echo.Ask<Message>(PeersBenchmark.Sample);
        return calls;
    }

    public Task AskBetweenAsync(long asks) => _relay.Ask<long>(asks);

    public Task DeliverAsync(long events)
    {
        var all = _arrivals.Expect(events * PeersBenchmark.Many);
        for (var i = 0L; i < events; i++) _system.EventStream.Publish(PeersBenchmark.Sample);
        return all;
    }

    public async ValueTask DisposeAsync() => await _system.Terminate();

    private sealed class Echo : ReceiveActor
    {
        public Echo() => Receive<Message>(message => Sender.Tell(message));
    }

    private sealed class Relay : ReceiveActor
    {
        public Relay(IActorRef echo) => ReceiveAsync<long>(async asks =>
        {
            var sender = Sender;
            for (var left = asks; left > 0; left--) await echo.Ask<Message>(PeersBenchmark.Sample);
            sender.Tell(asks);
        });
    }

    private sealed class Subscriber : ReceiveActor
    {
        private readonly Arrivals.Counter _counter;

        public Subscriber(Arrivals arrivals)
        {
            _counter = arrivals.Add();
            Receive<Message>(_ => _counter.Count());
        }
    }
}
