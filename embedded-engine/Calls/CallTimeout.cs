using Genesis.Embedded.Activations;
using Genesis.Embedded.Scheduling;

namespace Genesis.Embedded.Calls;

/// <summary>Fails a call whose time is over and says what it was waiting for.</summary>
internal static class CallTimeout
{
    private const int MostLinks = 16;

    public static void Fail(Activation activation, ICall call, WaitGraph graph)
    {
        var engine = activation.Engine;
        var timeout = TimeSpan.FromMilliseconds(engine.TimeoutOf(call.Method));
        var message = $"Response did not arrive on time in {timeout} for {call.Method.DisplayName} of grain {activation.GrainId}. {Explain(activation, call, graph)}";
        if (!call.TryFail(new TimeoutException(message))) return;
        engine.Metrics.TimedOut(call.Method);
        // Nobody awaits a one-way call: looking at its exception here keeps it from being reported as unobserved.
        if (call.Method.IsOneWay) _ = call.Promise.Exception;
        if (engine.MessagingOptions.CancelRequestOnTimeout) CallTokens.CancelCallee(call);
    }

    /// <summary>What stands in the call's way, followed from grain to grain.</summary>
    public static string Explain(Activation activation, ICall call, WaitGraph graph)
    {
        var steps = new List<string>();
        var seen = new HashSet<Activation>();
        var (at, what) = (activation, call);
        while (steps.Count < MostLinks)
        {
            if (what.Header.Place != CallPlace.Running && at.Blocker(what) is { } blocker)
            {
                steps.Add($"it was waiting behind {blocker.Method.DisplayName}, which {at.GrainId} is running");
            }
            else if (what.Header.Place == CallPlace.Running || at.IsRunning(what))
            {
                steps.Add("the method is running");
            }
            else
            {
                steps.Add(at.State == ActivationState.Activating ? $"{at.GrainId} is still activating" : "it has not started");
                break;
            }
            if (!seen.Add(at))
            {
                steps.Add("which closes a cycle: let the chain re-enter with RequestContext.AllowCallChainReentrancy()");
                break;
            }
            if (graph.FirstCallOf(at) is not { Call: { } next, Target: { } target }) break;
            steps.Add($"{at.GrainId} itself waits for {next.Method.DisplayName} of {target.GrainId}");
            (at, what) = (target, next);
        }
        return char.ToUpperInvariant(steps[0][0]) + string.Join("; ", steps)[1..] + ".";
    }
}
