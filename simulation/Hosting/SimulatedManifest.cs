using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Metadata;
using Orleans.Serialization.TypeSystem;

namespace Genesis.Simulations.Hosting;

/// <summary>The grain classes and interfaces of a cluster of one silo, as Orleans' own providers describe them.</summary>
internal sealed class SimulatedManifest : IClusterManifestProvider
{
    private readonly ImmutableDictionary<GrainType, Type> _classes;

    public SimulatedManifest(
        IEnumerable<IGrainPropertiesProvider> grainProperties, IEnumerable<IGrainInterfacePropertiesProvider> interfaceProperties,
        IOptions<GrainTypeOptions> types, GrainTypeResolver grainTypes, GrainInterfaceTypeResolver interfaceTypes, ILocalSiloDetails silo)
    {
        var (classProviders, interfaceProviders) = (grainProperties.ToArray(), interfaceProperties.ToArray());
        var grains = ImmutableDictionary.CreateBuilder<GrainType, GrainProperties>();
        var classes = ImmutableDictionary.CreateBuilder<GrainType, Type>();
        foreach (var grainClass in types.Value.Classes)
        {
            var type = grainTypes.GetGrainType(grainClass);
            var properties = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var provider in classProviders) provider.Populate(grainClass, type, properties);
            grains.Add(type, new GrainProperties(properties.ToImmutableDictionary(StringComparer.Ordinal)));
            classes.Add(type, grainClass);
        }
        var interfaces = ImmutableDictionary.CreateBuilder<GrainInterfaceType, GrainInterfaceProperties>();
        foreach (var grainInterface in types.Value.Interfaces)
        {
            var type = interfaceTypes.GetGrainInterfaceType(grainInterface);
            var properties = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var provider in interfaceProviders) provider.Populate(grainInterface, type, properties);
            interfaces.Add(type, new GrainInterfaceProperties(properties.ToImmutableDictionary(StringComparer.Ordinal)));
        }
        _classes = classes.ToImmutable();
        LocalGrainManifest = new GrainManifest(grains.ToImmutable(), interfaces.ToImmutable());
        Current = new ClusterManifest(new MajorMinorVersion(1, 0), ImmutableDictionary<SiloAddress,
            GrainManifest>.Empty.Add(silo.SiloAddress, LocalGrainManifest));
    }

    public ClusterManifest Current { get; }

    public GrainManifest LocalGrainManifest { get; }

    public IAsyncEnumerable<ClusterManifest> Updates => Once(Current);

    public GrainClassMap ClassMap(TypeConverter converter) => new(converter, _classes);

    private static async IAsyncEnumerable<ClusterManifest> Once(ClusterManifest manifest)
    {
        await Task.CompletedTask;
        yield return manifest;
    }
}
