using Genesis.ExchangeSimulator;
using Genesis.Trading;

namespace Genesis.Silo.Demo;

/// <summary>What incidents work with and are measured by.</summary>
internal sealed class IncidentStage(
    SimulatedExchange exchange, string venue, FlowWatch watch, IFaults faults, IComponentBus bus, IEventRuntime events, FeedIntake intake, ISystemGrain system, TimeProvider time)
{
    /// <summary>How long an incident is watched at most.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(1);

    private readonly long _started = time.GetTimestamp();

    public SimulatedExchange Exchange => exchange;

    public string Venue => venue;

    public FlowWatch Watch => watch;

    public IFaults Faults => faults;

    public IComponentBus Bus => bus;

    public FeedIntake Intake => intake;

    public IReadOnlyList<string> Symbols { get; } = [.. exchange.Symbols.Select(static symbol => $"{symbol.Base}-{symbol.Quote}")];

    /// <summary>Since the start.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(_started);

    public long Timestamp => time.GetTimestamp();

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>A millisecond in units of <see cref="Timestamp"/>.</summary>
    public long Millisecond => time.TimestampFrequency / 1000;

    public Task Pause(TimeSpan pause, CancellationToken cancellation) => Task.Delay(pause, time, cancellation);

    public TimeSpan Since(long timestamp) => time.GetElapsedTime(timestamp);

    public TimeSpan Between(long from, long to) => time.GetElapsedTime(from, to);

    /// <summary>Waits until something is there.</summary>
    /// <returns>It, or null when the time is up.</returns>
    public async Task<T?> Until<T>(Func<T?> find, CancellationToken cancellation)
        where T : struct
    {
        var began = time.GetTimestamp();
        while (time.GetElapsedTime(began) < Patience)
        {
            if (find() is { } found) return found;
            await Task.Delay(Glance, time, cancellation);
        }
        return null;
    }

    /// <summary>How many events wait for the flow's components.</summary>
    public async Task<int> Waiting() => (await system.GetComponents(most: 100)).Components.Sum(static component => component.QueuedEvents);

    /// <summary>The deliveries that ended otherwise than handled, for one subscriber or all.</summary>
    public async Task<Ends> Ends(string? subscriber = null)
    {
        var rows = (await events.ReadLedger()).Rows.Where(row => subscriber is null || row.Subscriber == subscriber).ToList();
        return new Ends(rows.Sum(static row => row.Published), rows.Sum(static row => row.Conflated), rows.Sum(static row => row.Shed + row.Expired + row.DeadLettered));
    }
}
