namespace Genesis.Silo;

/// <summary>The grain engine this host was built with.</summary>
internal static class GrainEngine
{
    public static void Configure(ISiloBuilder silo, SiloSettings settings) => silo
        .UseLocalhostClustering(gatewayPort: settings.GatewayPort ?? 0)
        .Configure<Orleans.Configuration.SiloOptions>(options => options.SiloName = settings.SiloName);
}
