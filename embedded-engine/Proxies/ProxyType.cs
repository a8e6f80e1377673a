using Genesis.Embedded.Calls;
using Orleans.Runtime;

namespace Genesis.Embedded.Proxies;

/// <summary>The emitted reference class of one grain interface and the methods it can call.</summary>
internal sealed record ProxyType(Type Interface, Func<ReferenceShared, IdSpan, GrainReference> Create, GrainMethod[] Methods)
{
    private readonly Dictionary<string, GrainMethod> _byId = Methods.ToDictionary(method => $"{WireName.OfType(method.InterfaceType)}|{method.Id}");

    /// <summary>The method with the given wire name, declared by the interface itself or one it extends.</summary>
    public GrainMethod? Find(string interfaceName, string methodId) => _byId.GetValueOrDefault($"{interfaceName}|{methodId}");
}
