namespace Orleans.Hosting;

/// <summary>A function as an incoming call filter.</summary>
internal sealed class IncomingCallFilterFunction(IncomingGrainCallFilterDelegate filter) : IIncomingGrainCallFilter
{
    public Task Invoke(IIncomingGrainCallContext context) => filter(context);
}
