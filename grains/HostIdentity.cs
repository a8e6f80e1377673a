using System.Reflection;

namespace Genesis;

/// <summary>What the host tells its grains about itself; made once, at start.</summary>
/// <param name="Version">Version of Genesis.</param>
/// <param name="Orleans">Version of Orleans.</param>
/// <param name="SiloName">Name of the silo.</param>
/// <param name="ProcessId">The process.</param>
/// <param name="StartedAt">When the host started (UTC).</param>
/// <param name="Storage">Where checkpoints and journal are kept, for people.</param>
public sealed record HostIdentity(string Version, string Orleans, string SiloName, int ProcessId, DateTimeOffset StartedAt, string Storage)
{
    internal static HostIdentity Make(string siloName, string storage, TimeProvider time) => new(
        VersionOf(typeof(HostIdentity)), VersionOf(typeof(Grain)), siloName, Environment.ProcessId, time.GetUtcNow(), storage);

    // Without the commit that it was built from.
    private static string VersionOf(Type type) => type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+', ' ')[0].TrimEnd('.');
}
