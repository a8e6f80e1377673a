namespace Genesis.Silo;

/// <summary>The grain engine this host was built with.</summary>
internal static class GrainEngine
{
    // Orleans replaces no blocked threads, and the pool adds about one a second: so many handlers may block before others have to wait.
    private const int Threads = 64;

    public static void Configure(ISiloBuilder silo, SiloSettings settings)
    {
        ThreadPool.GetMinThreads(out var workers, out var ports);
        ThreadPool.SetMinThreads(Math.Max(workers, Threads), ports);
        silo
            .UseLocalhostClustering(gatewayPort: settings.GatewayPort ?? 0)
            .Configure<Orleans.Configuration.SiloOptions>(options => options.SiloName = settings.SiloName);
    }
}
