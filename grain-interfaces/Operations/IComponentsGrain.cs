using System.Collections.Immutable;

namespace Genesis;

/// <summary>Components as operators handle them. Its key is <see cref="IOperatorGrain.Key"/>.</summary>
[Alias("Genesis.IComponentsGrain")]
public interface IComponentsGrain : IGrainWithStringKey
{
    /// <summary>Ids of components, in order.</summary>
    /// <param name="beginning">Only those that begin so; empty for all.</param>
    /// <param name="most">So many at most.</param>
    [Alias("GetNames")]
    Task<ImmutableArray<string>> GetNames(string beginning, int most);

    /// <summary>All that is known of a component; null when there is none of that id.</summary>
    [Alias("Find")]
    Task<ComponentDetails?> Find(string id);

    /// <summary>The id that may have been meant by one that is not there; null when none is near.</summary>
    [Alias("Nearest")]
    Task<string?> Nearest(string id);

    /// <summary>Registers a component and starts it; one of that id is replaced. It outlives restarts.</summary>
    [Alias("Register")]
    Task<RegistrationResult> Register(ComponentRegistration registration);

    /// <summary>Stops a component cleanly and forgets it; its checkpoint stays.</summary>
    [Alias("Remove")]
    Task<OperationResult> Remove(string id, string reason);

    /// <summary>Restarts a component from its last checkpoint, whatever its state.</summary>
    [Alias("Restart")]
    Task<OperationResult> Restart(string id, string reason);

    /// <summary>Releases a component from quarantine.</summary>
    [Alias("Release")]
    Task<OperationResult> Release(string id, string reason);

    /// <summary>The versions kept of a component's checkpoint, newest first.</summary>
    [Alias("GetCheckpoints")]
    Task<CheckpointList> GetCheckpoints(string id, CancellationToken cancellationToken = default);

    /// <summary>What is in one of them.</summary>
    /// <param name="id">The component.</param>
    /// <param name="version">The version; null for the newest sound one.</param>
    /// <param name="cancellationToken">Ends the wait for the answer.</param>
    [Alias("ReadCheckpoint")]
    Task<CheckpointContent> ReadCheckpoint(string id, long? version, CancellationToken cancellationToken = default);
}
