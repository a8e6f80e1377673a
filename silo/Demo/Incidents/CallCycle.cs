namespace Genesis.Silo.Demo;

/// <summary>Two strictly serial components ask each other in a circle: the wait that can never end is found when it closes, and answered.</summary>
internal sealed class CallCycle : IIncident
{
    public async Task<IncidentReport> Happen(IncidentStage stage, CancellationToken cancellation)
    {
        var (at, began) = (stage.Elapsed, stage.Timestamp);
        var outcome = await stage.Bus.Ask(Neighbour.Left, Neighbour.Around, null, TimeSpan.FromSeconds(2), "incident");
        var took = stage.Since(began);
        var found = outcome.IsOk && outcome.As<string>() == nameof(OutcomeKind.CycleDetected);
        return new IncidentReport(
            at, $"{Neighbour.Left} and {Neighbour.Right} asked each other in a circle", found ? took : null,
            found ? "nothing lost, the youngest ask was answered with the path" : $"the answer was {outcome.Sentence}", found ? took : null);
    }
}
