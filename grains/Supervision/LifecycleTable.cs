using System.Collections.Frozen;

namespace Genesis.Supervision;

/// <summary>Which state of a component may follow which. This is the only place that says so.</summary>
internal static class LifecycleTable
{
    private static readonly FrozenDictionary<Lifecycle, Lifecycle[]> Next = new Dictionary<Lifecycle, Lifecycle[]>
    {
        [Lifecycle.Registered] = [Lifecycle.Starting, Lifecycle.Stopping],
        [Lifecycle.Starting] = [Lifecycle.Running, Lifecycle.Degraded, Lifecycle.Failed, Lifecycle.Stopping],
        [Lifecycle.Running] = [Lifecycle.Degraded, Lifecycle.Failed, Lifecycle.Stopping],
        [Lifecycle.Degraded] = [Lifecycle.Running, Lifecycle.Failed, Lifecycle.Stopping],
        [Lifecycle.Failed] = [Lifecycle.Recovering, Lifecycle.Quarantined, Lifecycle.Stopping],
        [Lifecycle.Recovering] = [Lifecycle.Running, Lifecycle.Degraded, Lifecycle.Failed, Lifecycle.Quarantined, Lifecycle.Stopping],
        // Whatever goes wrong while it stops, it ends stopped.
        [Lifecycle.Stopping] = [Lifecycle.Stopped],
        // Started anew, for instance when its id is registered again.
        [Lifecycle.Stopped] = [Lifecycle.Starting],
        // Released by a person or the API.
        [Lifecycle.Quarantined] = [Lifecycle.Recovering, Lifecycle.Stopping],
    }.ToFrozenDictionary();

    /// <summary>The states that may follow.</summary>
    public static IReadOnlyList<Lifecycle> After(Lifecycle state) => Next[state];

    /// <summary>Whether <paramref name="to"/> may follow <paramref name="from"/>.</summary>
    public static bool Allows(Lifecycle from, Lifecycle to) => Array.IndexOf(Next[from], to) >= 0;

    /// <summary>What an illegal change is refused with.</summary>
    public static InvalidOperationException Refusal(Lifecycle from, Lifecycle to) => new(
        $"A component that is {from} cannot become {to}. From {from} it may become {string.Join(", ", Next[from])}. The allowed changes are in {nameof(LifecycleTable)}.");
}
