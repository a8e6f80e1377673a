using System.Buffers.Binary;
using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Metadata;
using Orleans.Streams;

namespace Genesis.Simulations.Streams;

/// <summary>The grains that are subscribed to streams by their attributes.</summary>
internal sealed class ImplicitSubscribers
{
    private readonly List<(GrainBindings Grain, IStreamNamespacePredicate Namespaces, IStreamIdMapper Keys)> _bindings = [];

    public ImplicitSubscribers(IServiceProvider services)
    {
        var predicates = services.GetServices<IStreamNamespacePredicateProvider>().ToArray();
        foreach (var grain in services.GetRequiredService<GrainBindingsResolver>().GetAllBindings().Bindings.Values.OrderBy(
            static grain => grain.GrainType.ToString(), StringComparer.Ordinal))
            foreach (var binding in grain.Bindings)
                if (binding.TryGetValue(WellKnownGrainTypeProperties.BindingTypeKey, out var type)
                    && type == WellKnownGrainTypeProperties.StreamBindingTypeValue)
                    _bindings.Add((grain, PredicateOf(predicates, binding), MapperOf(services, binding)));
    }

    /// <summary>The consumers of a stream and their subscription ids.</summary>
    public IEnumerable<(Guid Id, GrainId Consumer)> Of(StreamKey stream)
    {
        if (stream.Id.GetNamespace() is not { Length: > 0 } name) yield break;
        var found = new HashSet<GrainType>();
        foreach (var (grain, namespaces, keys) in _bindings)
            if (namespaces.IsMatch(name) && found.Add(grain.GrainType))
                yield return (IdOf(grain.GrainType, stream), GrainId.Create(grain.GrainType, keys.GetGrainKeyId(grain, stream.Id)));
    }

    /// <summary>The id of the implicit subscription of a grain type. The highest bit of the last byte marks it, as in Orleans.</summary>
    public static Guid IdOf(GrainType consumer, StreamKey stream)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, consumer.GetUniformHashCode());
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[4..], StableHash.ComputeHash(stream.Id.GetNamespace() ?? ""));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[8..], StableHash.ComputeHash(stream.Id.GetKeyAsString()));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[12..], StableHash.ComputeHash(stream.Provider));
        bytes[15] |= 0x80;
        return new Guid(bytes);
    }

    private static IStreamNamespacePredicate PredicateOf(IStreamNamespacePredicateProvider[] providers, ImmutableDictionary<string,
        string> binding)
    {
        var pattern = binding[WellKnownGrainTypeProperties.StreamBindingPatternKey];
        foreach (var provider in providers)
            if (provider.TryGetPredicate(pattern, out var predicate)) return predicate!;
        throw new KeyNotFoundException(
            $"No {nameof(IStreamNamespacePredicateProvider)} knows the pattern of an implicit subscription: {pattern}");
    }

    private static IStreamIdMapper MapperOf(IServiceProvider services, ImmutableDictionary<string, string> binding)
    {
        var name = binding[WellKnownGrainTypeProperties.StreamIdMapperKey];
        return services.GetRequiredKeyedService<IStreamIdMapper>(string.IsNullOrWhiteSpace(name) ? DefaultStreamIdMapper.Name : name);
    }
}
