namespace Genesis.Silo.Demo;

/// <summary>Something that goes wrong on purpose.</summary>
internal interface IIncident
{
    /// <summary>Makes it go wrong, and measures what follows until all is well again or the time is up.</summary>
    Task<IncidentReport> Happen(IncidentStage stage, CancellationToken cancellation);
}
