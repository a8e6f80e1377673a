namespace Genesis;

/// <summary>Grades the whole system from one report per silo. Its key is <see cref="Key"/>. Nothing passes through it: without it, the last mode holds.</summary>
[Alias("Genesis.IMonitorGrain")]
public interface IMonitorGrain : IGrainWithStringKey
{
    /// <summary>The one key of this grain.</summary>
    const string Key = "system";

    /// <summary>How the components of a silo are.</summary>
    [Alias("Report")]
    Task<MonitorAnswer> Report(SiloReport report);

    /// <summary>Renews a process' lease: until it ends the observer is told of each change of the mode. Answers with the mode.</summary>
    [Alias("Attach")]
    Task<ModeChange> Attach(long process, IProcessObserver observer);

    /// <summary>A process leaves.</summary>
    [Alias("Detach")]
    Task Detach(long process);

    /// <summary>How the system is.</summary>
    [Alias("GetStatus")]
    Task<MonitorStatus> GetStatus();
}
