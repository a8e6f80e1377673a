using System.Diagnostics;

namespace Orleans.Diagnostics;

/// <summary>Names of the sources of spans, to be listened to.</summary>
public static class ActivitySources
{
    /// <summary>Calls of the application's grains.</summary>
    public const string ApplicationGrainActivitySourceName = "Microsoft.Orleans.Application";

    /// <summary>Calls through the engine's own interfaces, such as reminders.</summary>
    public const string RuntimeActivitySourceName = "Microsoft.Orleans.Runtime";

    /// <summary>Activation and deactivation. The embedded engine makes no such spans.</summary>
    public const string LifecycleActivitySourceName = "Microsoft.Orleans.Lifecycle";

    /// <summary>Reading, writing and clearing of stored state.</summary>
    public const string StorageActivitySourceName = "Microsoft.Orleans.Storage";

    /// <summary>Durable jobs, which the embedded engine does not have.</summary>
    public const string DurableJobsActivitySourceName = "Microsoft.Orleans.DurableJobs";

    /// <summary>Matches all of them.</summary>
    public const string AllActivitySourceName = "Microsoft.Orleans.*";

    internal static readonly ActivitySource Application = new(ApplicationGrainActivitySourceName);
    internal static readonly ActivitySource Runtime = new(RuntimeActivitySourceName);
    internal static readonly ActivitySource Storage = new(StorageActivitySourceName);
}
