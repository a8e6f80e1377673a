using System.Collections.Concurrent;
using Genesis.Embedded.Calls;
using Orleans.Runtime;

namespace Genesis.Embedded.Proxies;

/// <summary>Makes references. How a grain type is found for an interface differs between a silo and a client, so it is given.</summary>
internal sealed class ReferenceFactory(ICallRouter router, Func<Type, string?, GrainType> implementationOf, Func<string, Type?> interfaceByName)
{
    private readonly ConcurrentDictionary<(Type, string?), Maker> _byInterface = new();
    private readonly ConcurrentDictionary<(GrainType, Type?), Maker> _byType = new();

    /// <summary>A reference through the interface to the grain with this key.</summary>
    public GrainReference Get(Type face, IdSpan key, string? prefix = null) =>
        (_byInterface.TryGetValue((face, prefix), out var known) ? known : _byInterface.GetOrAdd((face, prefix), Make)).Create(key);

    /// <summary>A reference through the interface to the named grain.</summary>
    public GrainReference Get(GrainId id, Type face) => For(id.Type, face).Create(id.Key);

    /// <summary>A reference that names a grain and can be cast to its interfaces.</summary>
    public GrainReference Untyped(GrainId id) => For(id.Type, null).Create(id.Key);

    public GrainReference Get(GrainId id, GrainInterfaceType face)
    {
        if (face.IsDefault) return Untyped(id);
        var type = interfaceByName(face.ToString())
            ?? throw new ArgumentException($"No loaded assembly has a grain interface named '{face}'.", nameof(face));
        return Get(id, type);
    }

    private Maker Make((Type Face, string? Prefix) key)
    {
        // The proxy comes first: a broken interface is the more useful thing to hear about.
        ProxyEmitter.Get(key.Face);
        return For(implementationOf(key.Face, key.Prefix), key.Face);
    }

    private Maker For(GrainType type, Type? face) =>
        _byType.TryGetValue((type, face), out var known) ? known : _byType.GetOrAdd((type, face), MakeFor);

    private Maker MakeFor((GrainType Type, Type? Face) key)
    {
        var name = key.Face is null ? default : GrainInterfaceType.Create(WireName.OfType(key.Face));
        var shared = new ReferenceShared(router, key.Type, name, key.Face, this);
        return key.Face is null ? new Maker(shared, static (shared, key) => new GrainReference(shared, key)) : new Maker(shared, ProxyEmitter.Get(key.Face).Create);
    }

    private sealed class Maker(ReferenceShared shared, Func<ReferenceShared, IdSpan, GrainReference> create)
    {
        public GrainReference Create(IdSpan key) => create(shared, key);
    }
}
