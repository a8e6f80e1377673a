namespace Genesis.Tests.Conformance.Filters;

/// <summary>What the filters of this engine do is said per grain key.</summary>
public sealed class FilteringEngine : EngineFixture
{
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, Func<IGrainCallContext, string, Task>> Plans = new();

    /// <summary>Sets what happens around calls of a grain; the second argument names the filter.</summary>
    public void Plan(string key, Func<IGrainCallContext, string, Task> plan) => Plans[key] = plan;

    public override void Configure(ISiloBuilder silo, DurableStores stores) => silo
        .AddIncomingGrainCallFilter(static context => Run(context, "incoming 1"))
        .AddIncomingGrainCallFilter<SecondIncomingFilter>()
        .AddOutgoingGrainCallFilter(static context => Run(context, "outgoing 1"))
        .AddOutgoingGrainCallFilter<SecondOutgoingFilter>();

    private static Task Run(IGrainCallContext context, string name) =>
        Plans.TryGetValue(context.TargetId.Key.ToString()!, out var plan) ? plan(context, name) : context.Invoke();

    private sealed class SecondIncomingFilter : IIncomingGrainCallFilter
    {
        public Task Invoke(IIncomingGrainCallContext context) => Run(context, "incoming 2");
    }

    private sealed class SecondOutgoingFilter : IOutgoingGrainCallFilter
    {
        public Task Invoke(IOutgoingGrainCallContext context) => Run(context, "outgoing 2");
    }
}
