using System.Diagnostics;
using Orleans;
using Orleans.Runtime;

namespace Genesis.Embedded.Diagnostics;

/// <summary>Makes a span of each call that is sent and gives its context to the callee, in RequestContext, which crosses processes.</summary>
internal sealed class OutgoingSpanFilter(DistributedContextPropagator propagator, TimeProvider time) : IOutgoingGrainCallFilter
{
    public Task Invoke(IOutgoingGrainCallContext context)
    {
        var source = CallSpan.SourceOf(context);
        if (!source.HasListeners()) return context.Invoke();
        if (source.CreateActivity(context.Request.GetActivityName(), ActivityKind.Client) is not { } created) return context.Invoke();
        var span = CallSpan.Start(created, time);
        propagator.Inject(span, null, static (_, name, value) => RequestContext.Set(name, value));
        return CallSpan.Run(context, span, time);
    }
}
