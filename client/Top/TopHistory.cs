namespace Genesis.Client;

/// <summary>The last glances: what they differ in are the rates.</summary>
internal sealed class TopHistory
{
    private const int Kept = 120;

    private readonly Queue<double> _handled = new();
    private readonly Queue<double> _asks = new();
    private Dictionary<string, ComponentGlance> _before = [];

    /// <summary>The last glance; null before the first.</summary>
    public SystemGlance? Last { get; private set; }

    /// <summary>Rates up to the last one; null before the second.</summary>
    public TopRates? Rates { get; private set; }

    /// <summary>Events handled per second, oldest first.</summary>
    public IReadOnlyCollection<double> Handled => _handled;

    /// <summary>Asks per second, oldest first.</summary>
    public IReadOnlyCollection<double> Asks => _asks;

    private double Seconds { get; set; }

    public void Add(SystemGlance glance)
    {
        // A silo that was started anew counts from 0.
        if (Last is { } last && last.System.StartedAt == glance.System.StartedAt && glance.At > last.At)
        {
            Seconds = (glance.At - last.At).TotalSeconds;
            Rates = Between(last, glance, Seconds);
            _before = last.Components.ToDictionary(static one => one.Status.Id, StringComparer.Ordinal);
            Keep(_handled, Rates.Handled);
            Keep(_asks, Rates.Asks);
        }
        else
        {
            (Rates, Seconds, _before) = (null, 0, []);
        }
        Last = glance;
    }

    /// <summary>Rates of a component of the last glance.</summary>
    public ComponentRates? Of(ComponentGlance now)
    {
        if (Seconds == 0 || !_before.TryGetValue(now.Status.Id, out var before)) return null;
        var answered = now.Answered - before.Answered;
        return new ComponentRates(
            Rate(now.Status.Requests - before.Status.Requests), Rate(now.Status.Events - before.Status.Events), answered > 0 ? (now.AnswerTime - before.AnswerTime) / answered : null);
    }

    private double Rate(long count) => Math.Max(0, count / Seconds);

    private static TopRates Between(SystemGlance last, SystemGlance glance, double seconds)
    {
        var asks = glance.Asks.Values.Sum() - last.Asks.Values.Sum();
        var ok = glance.Asks.GetValueOrDefault(OutcomeKind.Ok) - last.Asks.GetValueOrDefault(OutcomeKind.Ok);
        var (now, before) = (glance.Deliveries, last.Deliveries);
        return new TopRates(
            Math.Max(0, asks / seconds), asks > 0 ? (double)ok / asks : null, ok > 0 ? (glance.AnswerTime - last.AnswerTime) / ok : null,
            (now.Published - before.Published) / seconds, (now.Handled - before.Handled) / seconds, (now.Shed - before.Shed) / seconds);
    }

    private static void Keep(Queue<double> values, double value)
    {
        values.Enqueue(value);
        if (values.Count > Kept) values.Dequeue();
    }
}
