using Orleans.Runtime;

namespace Orleans;

/// <summary>
/// Marks an interface that an ordinary object implements to be called back by grains. A reference to such an object comes from
/// <see cref="IGrainFactory.CreateObjectReference{TGrainObserverInterface}(IGrainObserver)"/>.
/// </summary>
public interface IGrainObserver : IAddressable
{
}
