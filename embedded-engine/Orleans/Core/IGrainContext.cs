using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>One activation of a grain: its identity, its object, its services and its life.</summary>
public interface IGrainContext : ITargetHolder, IEquatable<IGrainContext>
{
    /// <summary>A reference to the grain.</summary>
    GrainReference GrainReference { get; }

    /// <summary>The grain's identity.</summary>
    GrainId GrainId { get; }

    /// <summary>The grain object; null while it does not exist yet or no longer exists.</summary>
    object? GrainInstance { get; }

    /// <summary>The identity of this activation: every activation of a grain has another one.</summary>
    ActivationId ActivationId { get; }

    /// <summary>Where the activation is.</summary>
    GrainAddress Address { get; }

    /// <summary>The services of this activation: a scope of its own.</summary>
    IServiceProvider ActivationServices { get; }

    /// <summary>The activation's start and stop stages.</summary>
    IGrainLifecycle ObservableLifecycle { get; }

    /// <summary>Runs work on the activation, one piece at a time.</summary>
    IWorkItemScheduler Scheduler { get; }

    /// <summary>Completes when the activation has ended.</summary>
    Task Deactivated { get; }

    /// <summary>Sets the activation's component of this type; null removes it.</summary>
    void SetComponent<TComponent>(TComponent? value)
        where TComponent : class;

    /// <summary>Hands a message to the activation.</summary>
    void ReceiveMessage(object message);

    /// <summary>Starts activating; returns at once.</summary>
    /// <param name="requestContext">The request context of the call that caused it.</param>
    /// <param name="cancellationToken">Gives the attempt up.</param>
    void Activate(Dictionary<string, object>? requestContext, CancellationToken cancellationToken = default);

    /// <summary>Starts deactivating once the running calls are done; returns at once.</summary>
    /// <param name="deactivationReason">Why.</param>
    /// <param name="cancellationToken">Ends the wait for a graceful end.</param>
    void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default);

    /// <summary>
    /// Asks for a move to another process. In one process there is no other place to move to, so the activation stays.
    /// </summary>
    void Migrate(Dictionary<string, object>? requestContext, CancellationToken cancellationToken = default);
}
