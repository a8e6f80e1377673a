namespace Orleans.Hosting;

/// <summary>A function as an outgoing call filter.</summary>
internal sealed class OutgoingCallFilterFunction(OutgoingGrainCallFilterDelegate filter) : IOutgoingGrainCallFilter
{
    public Task Invoke(IOutgoingGrainCallContext context) => filter(context);
}
