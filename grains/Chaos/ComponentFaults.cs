namespace Genesis.Chaos;

/// <summary>The faults of one component: never changes, is replaced. A component without any has null.</summary>
internal sealed class ComponentFaults(Faults faults, Injection[] injections)
{
    public Injection[] Injections => injections;

    /// <summary>What befalls a handler run before it begins; null for nothing.</summary>
    public Injection? OfHandler(string type) => Find(type, static kind => kind is FaultKind.Hang or FaultKind.Slow or FaultKind.Throw);

    /// <summary>What befalls the delivery of an event; null for nothing.</summary>
    public Injection? OfDelivery(string type) => Find(type, static kind => kind is FaultKind.Drop or FaultKind.Duplicate or FaultKind.Delay);

    private Injection? Find(string type, Func<FaultKind, bool> wanted)
    {
        var now = faults.Now;
        Injection? found = null;
        var spent = false;
        foreach (var injection in injections)
        {
            if (found is null && wanted(injection.Fault.Kind) && injection.Strikes(type, now)) found = injection;
            spent |= injection.IsSpent(now);
        }
        if (found is not null) faults.Count(found);
        if (spent) faults.Forget(injections[0].Fault.Component);
        return found;
    }
}
