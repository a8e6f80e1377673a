using System.Reflection;

namespace Genesis.Tests.Embedded.Parity;

/// <summary>The genuine Orleans assemblies that the build downloads.</summary>
internal static class GenuineOrleans
{
    private static readonly Lazy<IReadOnlyList<AssemblyShapes>> Loaded = new(Load);

    public static IReadOnlyList<AssemblyShapes> Assemblies => Loaded.Value;

    /// <summary>The genuine type of this name; null if no downloaded assembly defines it.</summary>
    public static TypeShape? Find(string name) =>
        Assemblies.Select(assembly => assembly.Types.GetValueOrDefault(name)).FirstOrDefault(type => type is not null);

    private static IReadOnlyList<AssemblyShapes> Load() =>
        [.. typeof(GenuineOrleans).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Where(attribute => attribute.Key == nameof(GenuineOrleans))
            .SelectMany(attribute => Directory.GetFiles(attribute.Value!, "Orleans.*.dll"))
            .Order(StringComparer.Ordinal)
            .Select(AssemblyShapes.Load)];
}
