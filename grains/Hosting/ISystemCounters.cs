namespace Genesis;

/// <summary>What this process has counted; there in the services of every host with components.</summary>
public interface ISystemCounters
{
    /// <summary>The counters at this moment; also after the silo has stopped.</summary>
    SystemCounters Read();
}
