namespace Genesis.Operations;

/// <summary>The faults of a load: of all kinds that lose nothing, in turns, each on the next component.</summary>
internal sealed class LoadFaults(IFaults faults, IReadOnlyList<string> components)
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);

    private static readonly Func<string, Fault>[] Kinds =
    [
        static id => new() { Kind = FaultKind.Kill, Component = id },
        static id => new() { Kind = FaultKind.Throw, Component = id, Count = 1 },
        static id => new() { Kind = FaultKind.Slow, Component = id, Count = 1, By = Short },
        static id => new() { Kind = FaultKind.Hang, Component = id, Count = 1 },
        static id => new() { Kind = FaultKind.Duplicate, Component = id, Count = 3 },
        static id => new() { Kind = FaultKind.Delay, Component = id, Count = 3, By = Short },
    ];

    private int _next;

    public long Injected { get; private set; }

    /// <summary>Injects as many as are due by now.</summary>
    public void CatchUp(long due)
    {
        for (; Injected < due; Injected++)
        {
            // Components and kinds come round at paces of their own, so that each component meets each kind.
            var fault = Kinds[_next % Kinds.Length](components[(_next + (_next / components.Count)) % components.Count]);
            _next++;
            if (!faults.Inject(fault).IsInjected) return;
        }
    }
}
