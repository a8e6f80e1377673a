using Microsoft.Extensions.Logging;

namespace Genesis.Storage;

internal static partial class StoreStatusLog
{
    [LoggerMessage(2300, LogLevel.Warning, "Store \"{Store}\" is degraded: {Reason}")]
    public static partial void StoreDegraded(this ILogger log, string store, string reason);

    [LoggerMessage(2301, LogLevel.Information, "Store \"{Store}\" is healthy again after {Duration}")]
    public static partial void StoreHealed(this ILogger log, string store, TimeSpan duration);

    [LoggerMessage(2302, LogLevel.Error, "Store \"{Store}\" refused state '{StateName}' of {Grain}, version {Version}: {Reason} Version used instead: {UsedInstead}.")]
    public static partial void StateRefused(this ILogger log, string store, string stateName, string grain, long version, string reason, string usedInstead);
}
