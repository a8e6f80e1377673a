using System.Collections.Immutable;

namespace Genesis;

/// <summary>Knows which components the system has. Its key is <see cref="Key"/>. What is registered at run time outlives restarts.</summary>
[Alias("Genesis.IRegistryGrain")]
public interface IRegistryGrain : IGrainWithStringKey
{
    /// <summary>The one key of this grain.</summary>
    const string Key = "system";

    /// <summary>Registers a component and starts it. One that has the id already is stopped and replaced. Kept when this ends.</summary>
    [Alias("Register")]
    Task<RegistrationResult> Register(ComponentRegistration registration);

    /// <summary>Stops a component cleanly and forgets it; its checkpoint stays. One that code or configuration declares stays removed too.</summary>
    [Alias("Remove")]
    Task<RegistrationResult> Remove(string id, string reason);

    /// <summary>Takes the components that a starting process declares.</summary>
    /// <returns>The ids for which something else was done at run time, which holds.</returns>
    [Alias("TakeDeclared")]
    Task<ImmutableArray<string>> TakeDeclared(ImmutableArray<ComponentRegistration> registrations);

    /// <summary>Renews a process' lease and tells it what has changed since what it knows. Called again until nothing is left.</summary>
    /// <param name="process">The process.</param>
    /// <param name="observer">Gets further changes, until the lease ends.</param>
    /// <param name="epoch">The life of the registry that it knows; 0 for none.</param>
    /// <param name="version">The last change that it knows; 0 for none.</param>
    /// <param name="whole">Whether it is in the middle of taking everything anew.</param>
    [Alias("Sync")]
    Task<RegistryUpdate> Sync(long process, IProcessObserver observer, long epoch, long version, bool whole);

    /// <summary>A process leaves.</summary>
    [Alias("Detach")]
    Task Detach(long process);

    /// <summary>Starts the components that are in no silo, such as those of one that has died, when fewer are found than there are for some seconds.</summary>
    /// <param name="found">How many the silos have reported.</param>
    /// <returns>How many there are.</returns>
    [Alias("Ensure")]
    Task<int> Ensure(int found);
}
