using Microsoft.Extensions.Logging;

namespace Genesis.Storage;

internal static partial class GroupCommitStoreLog
{
    [LoggerMessage(2310, LogLevel.Information, "Store \"{Store}\" is open: {Kind}")]
    public static partial void StoreOpened(this ILogger log, string store, string kind);

    [LoggerMessage(2311, LogLevel.Information, "Store \"{Store}\" is closed: {Rows} operations in {Commits} transactions")]
    public static partial void StoreClosed(this ILogger log, string store, long rows, long commits);

    [LoggerMessage(2312, LogLevel.Error, "Store \"{Store}\" closes with {Operations} operations not done: {Reason}")]
    public static partial void OperationsLost(this ILogger log, string store, int operations, string reason);

    [LoggerMessage(2313, LogLevel.Error, "Store \"{Store}\": an operation failed for a reason of its own; the others of its transaction go on without it")]
    public static partial void OperationFailed(this ILogger log, Exception exception, string store);
}
