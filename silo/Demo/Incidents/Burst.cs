namespace Genesis.Silo.Demo;

/// <summary>The market changes thousands of times in a moment: what is replaced by newer data is conflated, the rest is waited for.</summary>
internal sealed class Burst : IIncident
{
    private const int Steps = 1_500;

    // Messages that come in during a glance when the market is as always, at most.
    private const int Usual = 60;

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(10);

    public async Task<IncidentReport> Happen(IncidentStage stage, CancellationToken cancellation)
    {
        var (at, before, items) = (stage.Elapsed, await stage.Ends(), stage.Intake.Items);
        var began = stage.Timestamp;
        var making = Make(stage);
        TimeSpan? queued = null, made = null, over = null;
        while (stage.Since(began) < IncidentStage.Patience && over is null)
        {
            var seen = stage.Intake.Items;
            var waiting = await stage.Waiting();
            if (waiting > 0) queued ??= stage.Since(began);
            if (making.IsCompleted) made ??= stage.Since(began);
            await stage.Pause(Glance, cancellation);
            // Over when it is made, what comes in is the usual again, and nothing waits.
            if (made is not null && waiting == 0 && stage.Intake.Items - seen < Usual) over = stage.Since(began);
        }
        await making;
        var (ends, messages) = (await stage.Ends() - before, stage.Intake.Items - items);
        return new IncidentReport(at, $"a burst of {messages} market messages", queued, $"{ends.Lost} of {ends.Told} deliveries lost, {ends.Conflated} replaced by newer ones", over) { Unnoticed = "no queue built up" };
    }

    private static Task Make(IncidentStage stage) => Task.Run(async () =>
    {
        // Not at one go: the exchange's own queue to a client is bounded.
        for (var i = 0; i < Steps; i++)
        {
            stage.Exchange.Step(stage.Symbols.Count);
            if (i % 100 == 0) await Task.Yield();
        }
    });
}
