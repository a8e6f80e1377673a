using System.Diagnostics;
using Genesis.Embedded.Diagnostics;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Orleans.Hosting;

/// <summary>The basic parts of a silo.</summary>
public static partial class CoreHostingExtensions
{
    /// <summary>Makes a span of each grain call and carries the trace to the callee. Without a listener to the sources it costs a look.</summary>
    public static ISiloBuilder AddActivityPropagation(this ISiloBuilder builder)
    {
        builder.Services.TryAddSingleton(DistributedContextPropagator.Current);
        builder.Services.TryAddSingleton(TimeProvider.System);
        return builder.AddOutgoingGrainCallFilter<OutgoingSpanFilter>().AddIncomingGrainCallFilter<IncomingSpanFilter>();
    }
}
