namespace Genesis.Simulations.Grains;

/// <summary>The activations of one stateless worker.</summary>
internal sealed class WorkerPool(int most, Func<Activation> create)
{
    private readonly List<Activation> _workers = [];

    public IReadOnlyList<Activation> Workers => _workers;

    /// <summary>Gives the call to an idle worker, to a new one, or to the one with the shortest queue.</summary>
    public void Receive(Call call)
    {
        var chosen = _workers.Find(static worker => worker.IsInactive);
        if (chosen is null && _workers.Count >= most) chosen = _workers.MinBy(static worker => worker.Requests.WaitingCount);
        if (chosen is null) _workers.Add(chosen = create());
        chosen.Receive(call);
    }

    /// <summary>Removes a worker. True when it was the last one.</summary>
    public bool Remove(Activation worker)
    {
        _workers.Remove(worker);
        return _workers.Count == 0;
    }
}
