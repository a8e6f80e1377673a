namespace Genesis.Silo.Demo;

/// <summary>Shows the flow while it runs.</summary>
internal interface IFlowView
{
    /// <summary>Shows it until it is told to end.</summary>
    Task Run(CancellationToken cancellation);

    /// <summary>An incident was measured.</summary>
    void Tell(IncidentReport report);
}
