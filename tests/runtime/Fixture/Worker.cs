namespace Genesis.Tests.Runtime.Fixture;

/// <summary>Counts its work, asks those it depends on, and fails as the test's faults say.</summary>
internal sealed class Worker(Worker.Faults faults, ComponentRegistration registration) : Component<Worker.Done>
{
    public sealed record Done(long Works);

    /// <summary>What goes wrong, for all workers of a run.</summary>
    public sealed class Faults(int seed = 1)
    {
        private readonly Random _random = new(seed);

        /// <summary>The share of handler runs that fail and might as well not have.</summary>
        public double Transient { get; set; }

        /// <summary>How long a start takes: connecting again to something, for instance.</summary>
        public TimeSpan Start { get; set; }

        /// <summary>Those whose next run hangs.</summary>
        public HashSet<string> Hangs { get; } = [];

        public bool Strikes() => _random.NextDouble() < Transient;
    }

    protected override Done InitialState => new(0);

    protected internal override async ValueTask OnStart()
    {
        if (faults.Start > TimeSpan.Zero) await Task.Delay(faults.Start, Context.Time);
    }

    protected internal override async ValueTask<object?> OnRequest(ComponentRequest request)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(0.2), Context.Time);
        if (faults.Hangs.Remove(registration.Id)) await Task.Delay(Timeout.InfiniteTimeSpan, Context.Time);
        if (faults.Strikes()) throw new TransientException("a cable was loose");
        foreach (var other in registration.Policies.DependsOn) _ = (await Context.Ask(other, request.Type)).As<long>();
        State = new(State.Works + 1);
        return State.Works;
    }
}
