namespace Genesis;

/// <summary>The components of the system, from wherever you are in a host: register, remove, look, restart.</summary>
public interface IComponents
{
    /// <summary>Registers a component and starts it; one that has the id already is replaced, with a warning. It outlives restarts of the host.</summary>
    /// <returns>Whether it was done; if not, what is wrong, why and what to do.</returns>
    Task<RegistrationResult> Register(ComponentRegistration registration);

    /// <summary>Stops a component cleanly and forgets it. Its checkpoint stays: registered again, it goes on from there.</summary>
    Task<RegistrationResult> Remove(string id, string reason = "It was removed on request.");

    /// <summary>The components that this process knows, in order of their ids: all, but for changes of the last moment.</summary>
    IReadOnlyList<ComponentRegistration> List();

    /// <summary>How a component is, also while its handler is busy; null when there is none of that id.</summary>
    /// <exception cref="AskException">Its host does not answer.</exception>
    Task<ComponentStatus?> Status(string id);

    /// <summary>Restarts a component from its last checkpoint, whatever its state. Does not count as a failure.</summary>
    /// <returns>False when there is none of that id.</returns>
    Task<bool> Restart(string id, string reason = "It was restarted on request.");

    /// <summary>Releases a component from quarantine: it is restarted, and its former restarts are forgotten.</summary>
    /// <returns>False when there is none of that id in quarantine.</returns>
    Task<bool> Release(string id, string reason = "It was released on request.");
}
