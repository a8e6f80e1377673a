namespace Genesis.Simulations.Grains;

/// <summary>Which grain waits for which call, read off the pending calls of a silo.</summary>
internal sealed class WaitGraph
{
    private readonly Dictionary<Activation, Call> _firstCalls = [];

    public WaitGraph(SiloRuntime silo)
    {
        Calls = silo.Pending.All;
        foreach (var call in Calls)
            if (call.Caller is { } caller) _firstCalls.TryAdd(caller, call);
    }

    /// <summary>The pending calls, in the order in which they were sent.</summary>
    public IReadOnlyList<Call> Calls { get; }

    /// <summary>The first call that an activation has sent and that is not answered.</summary>
    public Call? FirstCallOf(Activation caller) => _firstCalls.GetValueOrDefault(caller);
}
