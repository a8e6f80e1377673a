namespace Genesis;

/// <summary>What the host tells its grains about itself; registered once, at start.</summary>
/// <param name="Version">Version of Genesis.</param>
/// <param name="Engine">The grain engine: Embedded or Orleans.</param>
/// <param name="SiloName">Name of the silo.</param>
/// <param name="ProcessId">The process.</param>
/// <param name="StartedAt">When the host was built (UTC).</param>
public sealed record HostIdentity(string Version, string Engine, string SiloName, int ProcessId, DateTimeOffset StartedAt);
