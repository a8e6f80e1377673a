using System.Collections.Immutable;

namespace Genesis.Monitoring;

/// <summary>The last reports of all silos, added up. For one grain, on its turn.</summary>
internal sealed class SystemHealth
{
    private const int Listed = 100;

    private readonly SortedDictionary<long, (SiloReport Report, TimeSpan At)> _silos = [];
    private readonly List<ModeInputs> _lost = [];
    private FigureCounts _gone = FigureCounts.None;

    public int Silos => _silos.Count;

    /// <summary>Whether a silo is still starting its components.</summary>
    public bool IsStarting => _silos.Values.Any(static silo => silo.Report.Starts);

    /// <summary>Components that are in a silo that reports, whatever their state.</summary>
    public int Found => _silos.Values.Sum(static silo => silo.Report.States.Sum());

    /// <summary>The components of all silos.</summary>
    public ModeInputs Inputs { get; private set; } = ModeInputs.None;

    /// <summary>What was counted in all silos, those that are gone too.</summary>
    public FigureCounts Counts => _silos.Values.Aggregate(_gone, static (sum, silo) => sum.Plus(silo.Report.Figures));

    public ImmutableSortedDictionary<Lifecycle, int> States => _silos.Values
        .SelectMany(static silo => silo.Report.States.Select(static (count, state) => (State: (Lifecycle)state, Count: count)))
        .Where(static pair => pair.Count > 0).GroupBy(static pair => pair.State)
        .ToImmutableSortedDictionary(static group => group.Key, static group => group.Sum(static pair => pair.Count));

    public ImmutableArray<BusyComponent> Busy => [.. _silos.Values.SelectMany(static silo => silo.Report.Busy).OrderBy(static busy => busy.Since).Take(Listed)];

    /// <summary>Takes a report; one that is older than the last of its silo is passed over.</summary>
    public void Add(SiloReport report, TimeSpan now)
    {
        if (_silos.TryGetValue(report.Process, out var known) && known.Report.Number >= report.Number) return;
        _silos[report.Process] = (report, now);
        if (report.Leaves) Drop(report.Process);
        AddUp();
    }

    /// <summary>Drops the silos that have not been heard of for so long; their components count as failed from now on.</summary>
    /// <returns>Those silos.</returns>
    public IReadOnlyList<long> Expire(TimeSpan now, TimeSpan after)
    {
        long[] gone = [.. _silos.Where(silo => now - silo.Value.At > after).Select(static silo => silo.Key)];
        foreach (var silo in gone)
        {
            _lost.Add(_silos[silo].Report.Health);
            Drop(silo);
        }
        if (gone.Length > 0) AddUp();
        return gone;
    }

    /// <summary>All components are in silos that report: those of lost silos run elsewhere.</summary>
    public void ForgetLost()
    {
        if (_lost.Count == 0) return;
        _lost.Clear();
        AddUp();
    }

    private void Drop(long silo)
    {
        _gone = _gone.Plus(_silos[silo].Report.Figures);
        _silos.Remove(silo);
    }

    private void AddUp()
    {
        var (components, weight, failed, failedWeight) = (0, 0.0, 0, 0.0);
        List<FailedComponent> listed = [];
        foreach (var (report, _) in _silos.Values)
        {
            var health = report.Health;
            components += health.Components;
            weight += health.Weight;
            failed += health.FailedComponents;
            failedWeight += health.FailedWeight;
            listed.AddRange(health.Failed);
        }
        foreach (var health in _lost)
        {
            components += health.Components;
            weight += health.Weight;
            failed += health.Components;
            failedWeight += health.Weight;
            listed.AddRange(health.Failed);
        }
        Inputs = new(components, weight, failed, failedWeight, Foremost(listed));
    }

    /// <summary>As many of the failed as are listed: the weightiest, then in order of their ids.</summary>
    public static ImmutableArray<FailedComponent> Foremost(IEnumerable<FailedComponent> failed) =>
        [.. failed.OrderByDescending(static one => one.Weight).ThenBy(static one => one.Id, StringComparer.Ordinal).Take(Listed)];
}
