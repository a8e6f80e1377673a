using System.Diagnostics;
using Orleans;
using Orleans.Runtime;

namespace Genesis.Embedded.Diagnostics;

/// <summary>Makes a span of each call that is run, under the caller's if it sent one along.</summary>
internal sealed class IncomingSpanFilter(DistributedContextPropagator propagator, TimeProvider time) : IIncomingGrainCallFilter
{
    public Task Invoke(IIncomingGrainCallContext context)
    {
        var source = CallSpan.SourceOf(context);
        if (!source.HasListeners()) return context.Invoke();
        propagator.ExtractTraceIdAndState(null, Get, out var parent, out var state);
        if (Create(source, context.Request.GetActivityName(), parent, state) is not { } created) return context.Invoke();
        if (!string.IsNullOrEmpty(parent))
        {
            if (!string.IsNullOrEmpty(state)) created.TraceStateString = state;
            foreach (var (key, value) in propagator.ExtractBaggage(null, Get) ?? []) created.AddBaggage(key, value);
        }
        return CallSpan.Run(context, CallSpan.Start(created, time), time);
    }

    private static Activity? Create(ActivitySource source, string name, string? parent, string? state)
    {
        if (string.IsNullOrEmpty(parent)) return source.CreateActivity(name, ActivityKind.Server);
        return ActivityContext.TryParse(parent, state, isRemote: true, out var context)
            ? source.CreateActivity(name, ActivityKind.Server, context)
            : source.CreateActivity(name, ActivityKind.Server, parent);
    }

    private static void Get(object? carrier, string name, out string? value, out IEnumerable<string>? values)
    {
        values = null;
        value = RequestContext.Get(name) as string;
    }
}
