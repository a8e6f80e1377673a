namespace Genesis.Client;

/// <summary>A connection to a silo, for one command.</summary>
/// <param name="Client">Calls its grains.</param>
/// <param name="Json">Whether scripts read what is printed.</param>
internal sealed record Session(IClusterClient Client, bool Json)
{
    public IOperatorGrain Operator => Client.GetGrain<IOperatorGrain>(IOperatorGrain.Key);

    public IComponentsGrain Components => Client.GetGrain<IComponentsGrain>(IOperatorGrain.Key);

    public IDeadLetterGrain DeadLetters => Client.GetGrain<IDeadLetterGrain>(IOperatorGrain.Key);

    public IFaultsGrain Faults => Client.GetGrain<IFaultsGrain>(IOperatorGrain.Key);

    public ILoadGrain Load => Client.GetGrain<ILoadGrain>(IOperatorGrain.Key);

    public ISystemGrain System => Client.GetGrain<ISystemGrain>(ISystemGrain.Key);

    public IMonitorGrain Monitor => Client.GetGrain<IMonitorGrain>(IMonitorGrain.Key);

    /// <summary>The failure of a command that names a component which does not exist.</summary>
    public async Task<FailedException> Unknown(string id)
    {
        var nearest = await Components.Nearest(id);
        var hint = nearest is null ? "See: genesis components" : $"Did you mean {nearest}?";
        return new FailedException($"There is no component {id}. {hint}");
    }

    /// <summary>Says what became of an operation.</summary>
    public int Tell(OperationResult result)
    {
        if (Json) Output.Json(result);
        else if (result.IsDone) Output.Line(result.Sentence);
        if (!result.IsDone) Say.Error(result.Sentence);
        return result.IsDone ? ExitCode.Done : ExitCode.Failed;
    }
}
