using Genesis.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;

namespace Genesis;

/// <summary>Adds the component runtime to a host.</summary>
public static class GenesisHostExtensions
{
    /// <summary>
    /// Adds the component runtime to a host, in one process: an Orleans silo, the stores (SQLite files in the folder <c>data</c> unless the section
    /// Genesis:Storage or the code says otherwise), and the components that the code and the section Genesis:Components declare.
    /// </summary>
    /// <param name="builder">The host's builder.</param>
    /// <param name="configure">Says which components there are; may be left out when the configuration says it.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">The silo's or the storage's settings break a rule. Other settings are checked when the host starts.</exception>
    /// <remarks>
    /// Nobody but this process uses the port between silos, so a free one is taken: several hosts run beside each other on one machine.
    /// For other ways of running Orleans, such as a cluster: <c>builder.UseOrleans(silo =&gt; silo.Use…Clustering().AddGenesis(…))</c>.
    /// </remarks>
    public static TBuilder AddGenesis<TBuilder>(this TBuilder builder, Action<GenesisBuilder>? configure = null)
        where TBuilder : IHostApplicationBuilder
    {
        var settings = SiloSettings.Read(builder.Configuration);
        // Before the silo: services of a host start in the order in which they were added.
        if (settings.GatewayPort is { } port) builder.Services.AddSingleton<IHostedService>(new GatewayPort(port));
        builder.UseOrleans(silo => silo
            .UseLocalhostClustering(LocalPorts.Free(), settings.GatewayPort ?? 0)
            .Configure<SiloOptions>(options => options.SiloName = settings.SiloName)
            // Where grains of other silos are. There are none, and Orleans reserves 18 MB for a million.
            .Configure<GrainDirectoryOptions>(static options => options.CacheSize = 1000)
            .AddGenesis(configure));
        return builder;
    }
}
