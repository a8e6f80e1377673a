namespace Genesis;

/// <content>
/// Waits that can never end. Only strictly serial components can be in one: when an ask must wait behind the run that holds such a component, a probe follows what
/// that run itself waits for, from component to component. If it comes back to the run that made the ask, everybody on the way waits for everybody:
/// the youngest of those asks is ended.
/// </content>
internal sealed partial class ComponentCell
{
    // A probe goes along a chain of asks, and those are bounded.
    private const int MostSteps = 256;

    /// <summary>An ask has to wait behind a run: looks where that run waits.</summary>
    private void FollowWait(AskRequest ask, Frame holder)
    {
        if (ask.Chain is not { } asker || !holder.HasAsks) return;
        var began = new WaitStep(asker.ComponentId, asker.Run, ask.Id, Id, ask.Type, Clock.ToUtc(ask.Deadline - ask.Remaining));
        FollowAsks(holder, [began]);
    }

    /// <summary>A probe has come to this component: the last of its asks waits here, or is being handled here.</summary>
    public void Follow(WaitProbe probe)
    {
        if (probe.Steps.Length >= MostSteps) return;
        var last = probe.Steps[^1];
        var handling = _live.Find(frame => frame.Serves(last.AskId));
        if ((handling ?? (Baton.IsSerial ? Baton.Holder : null)) is not { HasAsks: true } next) return;
        for (var i = 0; i < probe.Steps.Length; i++)
        {
            if (probe.Steps[i].Run != next.Run || probe.Steps[i].ComponentId != Id) continue;
            Break([.. probe.Steps.Skip(i)]);
            return;
        }
        FollowAsks(next, [.. probe.Steps]);
    }

    /// <summary>Ends an ask of this component because a cycle was found.</summary>
    public void BreakCycle(WaitStep wait, string path)
    {
        var asks = _live.Find(frame => frame.Run == wait.Run)?.Asks;
        if (asks is null) return;
        Array.Find(asks, ask => ask.Request.Id == wait.AskId)?.End(new Reply(OutcomeKind.CycleDetected, Reason: path));
    }

    private void FollowAsks(Frame frame, List<WaitStep> steps)
    {
        foreach (var ask in frame.Asks)
        {
            List<WaitStep> extended = [.. steps, ask.ToStep(Clock.ToUtc)];
            _ = ask.Route.Target.Grain.Follow(new WaitProbe([.. extended]));
        }
    }

    private void Break(WaitStep[] cycle)
    {
        var path = string.Join(" → ", cycle.Select(step => $"{step.ComponentId} asks {step.Target}.{step.Type}"));
        // The names break ties: all that find this cycle choose the same ask.
        var youngest = cycle.MaxBy(step => (step.Since, step.ComponentId, step.Run))!;
        _ = _services.Grains.GetGrain<IComponentGrain>(youngest.ComponentId).BreakCycle(youngest, $"Strictly serial components wait for each other: {path}");
    }
}
