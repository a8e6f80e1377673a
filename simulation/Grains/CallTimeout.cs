using System.Text;

namespace Genesis.Simulations.Grains;

/// <summary>Fails a call whose time is over, and explains what it waited for.</summary>
internal static class CallTimeout
{
    private const int MaxLinks = 16;

    public static void Expire(SiloRuntime silo, Call call)
    {
        var message =
            $"Response did not arrive on time in {call.Pending!.Timeout} for {call.Name} of grain {call.Target}. "
                + Explain(call, new WaitGraph(silo));
        if (silo.Messaging.CancelRequestOnTimeout && call is { At: { } activation, Request.IsCancellable: true })
            activation.Turns.QueueAction(static state => ((Call)state).At!.Cancel((Call)state), call);
        using (silo.Complete()) call.TryFail(new TimeoutException(message));
    }

    /// <summary>Follows from grain to grain what stands in the call's way.</summary>
    public static string Explain(Call call, WaitGraph graph)
    {
        var steps = new List<string>();
        var seen = new HashSet<Activation>();
        for (var current = call; steps.Count < MaxLinks;)
        {
            if (current.At is not { } at)
            {
                steps.Add("it has not reached its grain");
                break;
            }
            if (current.Place == CallPlace.Running) steps.Add("the method is running");
            else if (at.State is ActivationState.Creating or ActivationState.Activating) steps.Add($"{at.GrainId} is still activating");
            else if (at.Requests.Blocking is { } blocking)
                steps.Add($"it was waiting behind {blocking.Name}, which {at.GrainId} is running");
            else steps.Add("it has not started");
            if (!seen.Add(at))
            {
                steps.Add("which closes a cycle: let the chain re-enter with RequestContext.AllowCallChainReentrancy()");
                break;
            }
            if (graph.FirstCallOf(at) is not { } next) break;
            steps.Add($"{at.GrainId} itself waits for {next.Name} of {next.Target}");
            current = next;
        }
        var text = new StringBuilder(string.Join("; ", steps)).Append('.');
        text[0] = char.ToUpperInvariant(text[0]);
        return text.ToString();
    }
}
