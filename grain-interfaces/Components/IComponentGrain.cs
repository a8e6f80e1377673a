using Orleans.Concurrency;

namespace Genesis;

/// <summary>A component in its grain. The key is the component's id. Users ask and tell through the bus, which keeps the policies.</summary>
[Alias("Genesis.IComponentGrain")]
public interface IComponentGrain : IGrainWithStringKey
{
    /// <summary>One attempt of an ask.</summary>
    [Alias("Ask")]
    ValueTask<Reply> Ask(AskRequest request);

    /// <summary>Takes events; ends when all of them are in the mailbox or have found their end, or when there has been no room for a while.</summary>
    /// <returns>How many were taken, from the first on.</returns>
    [Alias("Deliver")]
    Task<int> Deliver(EventBatch batch);

    /// <summary>Starts the component, if it does not run yet.</summary>
    [Alias("Start")]
    Task Start();

    /// <summary>Answers as soon as the grain gets a turn: what the health check goes by.</summary>
    [Alias("Probe")]
    Task Probe();

    /// <summary>How the component is.</summary>
    [Alias("GetStatus")]
    Task<ComponentStatus> GetStatus();

    /// <summary>Declares this generation failed, so that it is restarted; does nothing to another generation.</summary>
    [Alias("Fail")]
    Task Fail(long generation, string reason);

    /// <summary>Restarts the component now, also from quarantine.</summary>
    [Alias("Restart")]
    Task Restart(string reason);

    /// <summary>Restarts the component because one that it depends on failed; one that is down or stopped stays so.</summary>
    [Alias("RestartDependant")]
    Task RestartDependant(string reason);

    /// <summary>Finishes what runs, writes the last checkpoint and stops.</summary>
    [Alias("Shutdown")]
    Task Shutdown(string reason);

    /// <summary>Takes over a changed registration.</summary>
    [Alias("Replace")]
    Task Replace(ComponentRegistration registration);

    /// <summary>Follows a wait that may never end through this component.</summary>
    [Alias("Follow"), OneWay]
    Task Follow(WaitProbe probe);

    /// <summary>Ends an ask of this component that would wait for ever.</summary>
    [Alias("BreakCycle"), OneWay]
    Task BreakCycle(WaitStep wait, string path);
}
