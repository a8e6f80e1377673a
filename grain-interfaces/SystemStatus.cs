namespace Genesis;

/// <summary>The state of a running silo.</summary>
/// <param name="Version">Version of Genesis.</param>
/// <param name="Orleans">Version of Orleans.</param>
/// <param name="Silo">Name of the silo that answered.</param>
/// <param name="ProcessId">Its process.</param>
/// <param name="StartedAt">When it started (UTC).</param>
/// <param name="Uptime">How long it has run.</param>
/// <param name="Mode">The system mode.</param>
/// <param name="Components">How many components are registered.</param>
/// <param name="Storage">Where checkpoints and journal are kept, for people.</param>
/// <param name="Counters">What the silo has counted.</param>
[GenerateSerializer, Immutable, Alias("genesis.SystemStatus")]
public sealed record SystemStatus(
    [property: Id(0)] string Version,
    [property: Id(1)] string Orleans,
    [property: Id(2)] string Silo,
    [property: Id(3)] int ProcessId,
    [property: Id(4)] DateTimeOffset StartedAt,
    [property: Id(5)] TimeSpan Uptime,
    [property: Id(6)] SystemMode Mode,
    [property: Id(7)] int Components,
    [property: Id(8)] string Storage,
    [property: Id(9)] SystemCounters Counters);
