using System.Collections.Immutable;

namespace Genesis;

/// <summary>What operators do and see from outside: asks, tells, and a look at what goes on in the process that answers. Its key is <see cref="Key"/>.</summary>
[Alias("Genesis.IOperatorGrain")]
public interface IOperatorGrain : IGrainWithStringKey
{
    /// <summary>The one key of this grain.</summary>
    const string Key = "system";

    /// <summary>As whom operators ask and tell when they do not say.</summary>
    const string Source = "console";

    /// <summary>Asks a component, with all policies of the bus.</summary>
    /// <param name="target">Whom to ask.</param>
    /// <param name="type">Type of the request.</param>
    /// <param name="data">The data.</param>
    /// <param name="timeout">How long to wait at most; the policy of the request says when left out.</param>
    /// <param name="source">Who asks.</param>
    [Alias("Ask")]
    Task<AskAnswer> Ask(string target, string type, Payload data, TimeSpan? timeout, string source);

    /// <summary>Tells an event.</summary>
    /// <exception cref="ArgumentException">It is no event type.</exception>
    [Alias("Tell")]
    Task<TellResult> Tell(TellCommand command);

    /// <summary>Asks under way: who waits for whom, for what, since when.</summary>
    [Alias("GetWaits")]
    Task<ImmutableArray<WaitStep>> GetWaits();

    /// <summary>The ways to components: breakers, limits and why they are what they are.</summary>
    [Alias("GetRoutes")]
    Task<ImmutableArray<RouteReport>> GetRoutes();

    /// <summary>The conservation ledger, with what waits at this moment.</summary>
    [Alias("GetLedger")]
    Task<LedgerBalance> GetLedger(CancellationToken cancellationToken = default);

    /// <summary>Everything that a live view shows, in one call. What is counted counts since the silo started.</summary>
    /// <param name="most">So many components at most: those that need attention first, then the busiest.</param>
    [Alias("Look")]
    Task<SystemGlance> Look(int most);
}
