using System.Diagnostics;

namespace Genesis.Embedded.Diagnostics;

/// <summary>Tags of spans, named as Orleans names them, and how an error is noted on one.</summary>
internal static class SpanTags
{
    public const string RpcSystem = "rpc.system.name";
    public const string RpcService = "orleans.rpc.service";
    public const string RpcMethod = "rpc.method";
    public const string RpcTarget = "orleans.rpc.target_id";
    public const string RpcSource = "orleans.rpc.source_id";
    public const string Grain = "orleans.grain.id";
    public const string StorageProvider = "orleans.storage.provider";
    public const string StateName = "orleans.storage.state.name";
    public const string StateType = "orleans.storage.state.type";

    public static void SetError(Activity span, Exception exception)
    {
        if (!span.IsAllDataRequested) return;
        span.SetStatus(ActivityStatusCode.Error);
        span.SetTag("exception.type", exception.GetType().FullName);
        span.SetTag("exception.message", exception.Message);
        span.SetTag("exception.stacktrace", exception.ToString());
        span.SetTag("exception.escaped", true);
    }

    /// <summary>Ends a span by the engine's clock.</summary>
    public static void End(Activity span, TimeProvider time)
    {
        span.SetEndTime(time.GetUtcNow().UtcDateTime);
        span.Stop();
    }
}
