using Genesis.Embedded.Calls;
using Genesis.Embedded.Proxies;
using Orleans;
using Orleans.Runtime;

namespace Genesis.Embedded.Hosting;

/// <summary>The grain factory of a silo or a client.</summary>
internal sealed class EngineGrainFactory(IServiceProvider services, ReferenceFactory references, IObserverHost observers) : IClusterClient
{
    public IServiceProvider ServiceProvider { get; } = services;

    public T GetGrain<T>(Guid primaryKey, string? grainClassNamePrefix = null) where T : IGrainWithGuidKey =>
        As<T>(references.Get(typeof(T), GrainIdKeyExtensions.CreateGuidKey(primaryKey), grainClassNamePrefix));

    public T GetGrain<T>(long primaryKey, string? grainClassNamePrefix = null) where T : IGrainWithIntegerKey =>
        As<T>(references.Get(typeof(T), GrainIdKeyExtensions.CreateIntegerKey(primaryKey), grainClassNamePrefix));

    public T GetGrain<T>(string primaryKey, string? grainClassNamePrefix = null) where T : IGrainWithStringKey
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(primaryKey);
        return As<T>(references.Get(typeof(T), IdSpan.Create(primaryKey), grainClassNamePrefix));
    }

    public T GetGrain<T>(Guid primaryKey, string keyExtension, string? grainClassNamePrefix = null) where T : IGrainWithGuidCompoundKey =>
        As<T>(references.Get(typeof(T), GrainIdKeyExtensions.CreateGuidKey(primaryKey, keyExtension), grainClassNamePrefix));

    public T GetGrain<T>(long primaryKey, string keyExtension, string? grainClassNamePrefix = null) where T : IGrainWithIntegerCompoundKey =>
        As<T>(references.Get(typeof(T), GrainIdKeyExtensions.CreateIntegerKey(primaryKey, keyExtension), grainClassNamePrefix));

    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey) => As<IGrain>(references.Get(grainInterfaceType, GrainIdKeyExtensions.CreateGuidKey(grainPrimaryKey)));

    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey) => As<IGrain>(references.Get(grainInterfaceType, GrainIdKeyExtensions.CreateIntegerKey(grainPrimaryKey)));

    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey) => As<IGrain>(references.Get(grainInterfaceType, IdSpan.Create(grainPrimaryKey)));

    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey, string keyExtension) =>
        As<IGrain>(references.Get(grainInterfaceType, GrainIdKeyExtensions.CreateGuidKey(grainPrimaryKey, keyExtension)));

    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey, string keyExtension) =>
        As<IGrain>(references.Get(grainInterfaceType, GrainIdKeyExtensions.CreateIntegerKey(grainPrimaryKey, keyExtension)));

    public T GetGrain<T>(GrainId grainId) where T : IAddressable => As<T>(references.Get(grainId, typeof(T)));

    public IAddressable GetGrain(GrainId grainId) => references.Untyped(grainId);

    public IAddressable GetGrain(GrainId grainId, GrainInterfaceType interfaceType) => references.Get(grainId, interfaceType);

    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey) => references.Get(interfaceType, grainKey);

    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey, string grainClassNamePrefix) => references.Get(interfaceType, grainKey, grainClassNamePrefix);

    public T CreateObjectReference<T>(IGrainObserver obj) where T : IGrainObserver
    {
        ArgumentNullException.ThrowIfNull(obj);
        if (obj is GrainReference) throw new ArgumentException("This is already a reference to an observer.", nameof(obj));
        if (obj is IGrainBase) throw new ArgumentException("A grain is referred to as a grain: use AsReference.", nameof(obj));
        if (obj is not T) throw new ArgumentException($"{Reflect.Name(obj.GetType())} does not implement {Reflect.Name(typeof(T))}.", nameof(obj));
        return As<T>(references.Get(observers.Add(obj), typeof(T)));
    }

    public void DeleteObjectReference<T>(IGrainObserver obj) where T : IGrainObserver
    {
        if (obj is not GrainReference reference)
            throw new ArgumentException("Pass the reference that CreateObjectReference returned, not the observer itself.", nameof(obj));
        observers.Remove(reference.GrainId);
    }

    private static T As<T>(GrainReference reference) => (T)(object)reference;
}

/// <summary>Keeps the observers of a process reachable.</summary>
internal interface IObserverHost
{
    GrainId Add(IGrainObserver observer);

    void Remove(GrainId id);
}
