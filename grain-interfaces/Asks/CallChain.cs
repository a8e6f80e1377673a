namespace Genesis;

/// <summary>One handler run that waits for an ask, and what it serves in turn: the way from the first asker to here.</summary>
/// <param name="ComponentId">The component whose handler it is.</param>
/// <param name="Run">Number of the handler run within the component.</param>
/// <param name="Type">Type of the request or event that it handles.</param>
/// <param name="HandledId">Id of what it handles: ids of what it asks and tells derive from it.</param>
/// <param name="Depth">How many handler runs wait, this one included.</param>
/// <param name="Caller">The handler run that waits for this one.</param>
[GenerateSerializer, Immutable, Alias("Genesis.CallChain")]
public sealed record CallChain(
    [property: Id(0)] string ComponentId,
    [property: Id(1)] long Run,
    [property: Id(2)] string Type,
    [property: Id(3)] string HandledId,
    [property: Id(4)] int Depth,
    [property: Id(5)] CallChain? Caller)
{
    /// <summary>Whether a handler run of this component is in the chain.</summary>
    public bool Holds(string componentId, long run)
    {
        for (var at = this; at is not null; at = at.Caller)
            if (at.Run == run && at.ComponentId == componentId) return true;
        return false;
    }

    /// <summary>The way for people: a.price → b.check.</summary>
    public override string ToString()
    {
        List<string> steps = [];
        for (var at = this; at is not null; at = at.Caller) steps.Add($"{at.ComponentId}.{at.Type}");
        steps.Reverse();
        return string.Join(" → ", steps);
    }
}
