using Microsoft.Extensions.Logging;

namespace Genesis;

/// <summary>What a component can do and know.</summary>
public interface IComponentContext
{
    /// <summary>The component's id.</summary>
    string Id { get; }

    /// <summary>The component's settings, by name.</summary>
    IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>Asks another component, or this one, and waits for the answer at most until the deadline of what is being handled.</summary>
    /// <param name="target">Whom to ask.</param>
    /// <param name="type">Type of the request.</param>
    /// <param name="data">The data: an immutable object, or a <see cref="Payload"/>.</param>
    /// <param name="timeout">How long to wait at most; the policy of the request says when left out.</param>
    /// <returns>The answer or why there is none; expected failures are no exceptions.</returns>
    ValueTask<Outcome> Ask(string target, string type, object? data = null, TimeSpan? timeout = null);

    /// <summary>Tells an event to the components that subscribed to it, never to this one. Does not wait for them.</summary>
    /// <param name="type">What happened.</param>
    /// <param name="data">The data.</param>
    /// <param name="options">Key, priority and time to live, where they differ from the type's policy.</param>
    /// <returns>
    /// Done when the event is on its way: in the journal for durable types, and when there is room for it for types whose policy is to wait.
    /// </returns>
    ValueTask<TellResult> Tell(string type, object? data = null, TellOptions? options = null);

    /// <summary>Tells an event to the outside: to those connected to the doors.</summary>
    ValueTask<TellResult> Broadcast(string type, object? data = null, TellOptions? options = null);

    /// <summary>
    /// Saves the state as it is now, without waiting for the checkpoint interval. While it is awaited, other requests and events of the component may be handled, as with an ask.
    /// </summary>
    /// <param name="timeout">How long to wait at most; <see cref="CheckpointOptions.SaveTimeout"/> when left out, and never longer than what is being handled may take.</param>
    /// <returns>Done when the state is in the store, where it survives the end of the process and of the machine.</returns>
    /// <exception cref="Storage.StorageUnavailableException">The store could not in that time. It is tried further, so whether the state will be there is unknown.</exception>
    /// <exception cref="InvalidOperationException">
    /// The handler of a durable event has changed the state: that is kept together with the note that the event was handled, when the handler has ended.
    /// </exception>
    ValueTask Save(TimeSpan? timeout = null);

    /// <summary>Waits for some time. Meanwhile other requests and events of the component may be handled, as with an ask; during a delay of a task they would wait, too.</summary>
    ValueTask Delay(TimeSpan time);

    /// <summary>Subscribes to more events, beside those of the registration; until the component stops.</summary>
    /// <param name="pattern">A type, or a beginning followed by <c>.*</c>, or <c>*</c>.</param>
    /// <param name="priority">Subscribers with a higher one are served first.</param>
    ValueTask Subscribe(string pattern, int priority = 0);

    /// <summary>Takes back <see cref="Subscribe"/>.</summary>
    ValueTask Unsubscribe(string pattern);

    /// <summary>The clock. Take time from nowhere else: simulations and replays run on it.</summary>
    TimeProvider Time { get; }

    /// <summary>The component's log.</summary>
    ILogger Logger { get; }

    /// <summary>Random numbers, seeded for each component.</summary>
    Random Random { get; }

    /// <summary>Fires when what runs now is no longer wanted: its deadline has passed, or the component stops or is replaced.</summary>
    CancellationToken Cancellation { get; }

    /// <summary>An id that follows from what is being handled: handling the same again gives the same ids.</summary>
    string NewId();

    /// <summary>Declares this component failed; it is restarted from its last checkpoint.</summary>
    void ReportFailure(string reason);
}
