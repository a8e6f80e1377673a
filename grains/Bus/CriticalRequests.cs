using System.Collections.Frozen;

namespace Genesis;

/// <summary>Requests that pass in every mode, whatever the configuration says: asking how it goes, and reducing risk.</summary>
internal static class CriticalRequests
{
    public const string Ping = "ping";
    public const string Status = "status";

    private static readonly FrozenSet<string> Types =
        new[] { Ping, Status, "cancel", "cancel_all", "cancel-all", "reduce_only", "reduce-only", "kill" }.ToFrozenSet(StringComparer.Ordinal);

    public static bool Contains(string type) => Types.Contains(type);
}
