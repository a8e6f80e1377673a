namespace Genesis.Silo.Demo;

/// <summary>A component is killed: its supervisor restarts it from its last checkpoint, and what was told meanwhile waits for it.</summary>
internal sealed class ComponentKilled(string id) : IIncident
{
    public async Task<IncidentReport> Happen(IncidentStage stage, CancellationToken cancellation)
    {
        var (at, before) = (stage.Elapsed, await stage.Ends(id));
        var began = stage.Now;
        var result = stage.Faults.Inject(new Fault { Kind = FaultKind.Kill, Component = id });
        if (result.Problem is { } refused) return new IncidentReport(at, $"{id} could not be killed ({refused})", null, "nothing lost", null);
        var left = await stage.Until(() => Notice(stage, began, static state => state != Lifecycle.Running), cancellation);
        var back = left is { } gone ? await stage.Until(() => Notice(stage, gone, static state => state == Lifecycle.Running), cancellation) : null;
        var ends = await stage.Ends(id) - before;
        return new IncidentReport(at, $"{id} was killed", left - began, $"{ends.Lost} of {ends.Told} events for it lost", back - began);
    }

    private DateTimeOffset? Notice(IncidentStage stage, DateTimeOffset since, Func<Lifecycle, bool> wanted)
    {
        foreach (var notice in stage.Watch.Lifecycles.Read())
            if (notice.Id == id && notice.At >= since && wanted(notice.To)) return notice.At;
        return null;
    }
}
