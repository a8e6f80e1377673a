namespace Genesis;

/// <summary>
/// Asks and tells components from wherever you are: a door, a service of the host, another process. It is a library over grain references that
/// runs in the caller's process; components use their context instead, which adds who they are and what they are handling.
/// </summary>
public interface IComponentBus
{
    /// <summary>Asks a component and waits for its answer.</summary>
    /// <param name="target">Whom to ask.</param>
    /// <param name="type">Type of the request.</param>
    /// <param name="data">The data: an immutable object, or a <see cref="Payload"/>.</param>
    /// <param name="timeout">How long to wait at most; the policy of the request says when left out.</param>
    /// <param name="source">Who asks.</param>
    /// <returns>The answer or why there is none; expected failures are no exceptions.</returns>
    ValueTask<Outcome> Ask(string target, string type, object? data = null, TimeSpan? timeout = null, string source = ComponentBus.Outside);

    /// <summary>Tells an event to those who subscribed to it.</summary>
    /// <returns>Done when the event is on its way: in the journal for durable types, and when there is room for it for types whose policy is to wait.</returns>
    ValueTask<TellResult> Tell(string type, object? data = null, string source = ComponentBus.Outside, TellOptions? options = null);

    /// <summary>What this process knows of the components that it asked: breakers, limits, timeouts and why they are what they are, and how the asks ended.</summary>
    IReadOnlyList<RouteReport> Routes { get; }

    /// <summary>Asks under way from this process: who waits for whom, for what, since when.</summary>
    IReadOnlyList<WaitStep> Waits { get; }

    /// <summary>Asks of this process that reached their component without a grain call.</summary>
    LocalPathReport LocalPath { get; }
}
