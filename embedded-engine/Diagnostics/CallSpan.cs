using System.Diagnostics;
using Orleans;
using Orleans.Diagnostics;

namespace Genesis.Embedded.Diagnostics;

/// <summary>The span of one grain call, on the caller's or on the callee's side.</summary>
internal static class CallSpan
{
    private const string System = "orleans";

    /// <summary>Calls through the engine's own interfaces have a source of their own, so that they can be left out.</summary>
    public static ActivitySource SourceOf(IGrainCallContext context) =>
        context.InterfaceMethod.DeclaringType?.Namespace?.StartsWith("Orleans", StringComparison.Ordinal) == true
            ? ActivitySources.Runtime
            : ActivitySources.Application;

    /// <summary>Runs the call within the span and ends it; an error is noted and goes on.</summary>
    public static async Task Run(IGrainCallContext context, Activity span, TimeProvider time)
    {
        span.SetTag(SpanTags.RpcSystem, System);
        span.SetTag(SpanTags.RpcService, context.InterfaceName);
        span.SetTag(SpanTags.RpcMethod, $"{context.InterfaceName}/{context.MethodName}");
        if (span.IsAllDataRequested)
        {
            span.SetTag(SpanTags.RpcTarget, context.TargetId.ToString());
            if (context.SourceId is { } source) span.SetTag(SpanTags.RpcSource, source.ToString());
        }
        try
        {
            await context.Invoke();
        }
        catch (Exception exception)
        {
            SpanTags.SetError(span, exception);
            throw;
        }
        finally
        {
            SpanTags.End(span, time);
        }
    }

    public static Activity Start(Activity span, TimeProvider time) => span.SetStartTime(time.GetUtcNow().UtcDateTime).Start();
}
