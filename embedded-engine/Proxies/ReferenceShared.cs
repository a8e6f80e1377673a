using Genesis.Embedded.Calls;
using Orleans;
using Orleans.Runtime;

namespace Genesis.Embedded.Proxies;

/// <summary>What all references to one grain type through one interface have in common.</summary>
internal sealed class ReferenceShared(ICallRouter router, GrainType grainType, GrainInterfaceType interfaceType, Type? face, ReferenceFactory factory)
{
    public ICallRouter Router { get; } = router;
    public GrainType GrainType { get; } = grainType;
    public GrainInterfaceType InterfaceType { get; } = interfaceType;

    /// <summary>The interface; null for a reference that names a grain and has no methods.</summary>
    public Type? Interface { get; } = face;

    public ReferenceFactory Factory { get; } = factory;
}

/// <summary>Carries a call to its grain: into an activation of this process, or through a gateway to another.</summary>
internal interface ICallRouter
{
    IGrainFactory GrainFactory { get; }

    /// <summary>True when calls must go through outgoing filters.</summary>
    bool HasOutgoingFilters { get; }

    /// <summary>Sends the call, or fails its promise. Never throws for what happens to the call.</summary>
    void Send(GrainReference target, ICall call);

    Task<T> SendThroughFilters<T>(GrainReference target, Call<T> call);
}
