using Genesis.Trading;

namespace Genesis.Silo.Demo;

/// <summary>Has the incidents happen in turn.</summary>
internal sealed class IncidentRunner(IncidentStage stage, TimeProvider time, Action<IncidentReport> tell)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    private readonly IIncident[] _incidents = [new ComponentKilled(TradingIds.Strategies), new FeedCut(), new DeltaDropped(), new CallCycle(), new Burst()];
    private readonly List<IncidentReport> _reports = [];
    private readonly Lock _gate = new();

    /// <summary>What has happened so far.</summary>
    public IReadOnlyList<IncidentReport> Reports
    {
        get { lock (_gate) return [.. _reports]; }
    }

    public async Task Run(CancellationToken cancellation)
    {
        try
        {
            await Task.Delay(First, time, cancellation);
            for (var i = 0; ; i++)
            {
                var began = time.GetTimestamp();
                var report = await _incidents[i % _incidents.Length].Happen(stage, cancellation);
                lock (_gate)
                {
                    // The summary restates them; of a run of days, the last.
                    if (_reports.Count == 100) _reports.RemoveAt(0);
                    _reports.Add(report);
                }
                tell(report);
                var left = Every - time.GetElapsedTime(began);
                if (left > TimeSpan.Zero) await Task.Delay(left, time, cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            // The job ends.
        }
    }
}
