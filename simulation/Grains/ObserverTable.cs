using System.Globalization;

namespace Genesis.Simulations.Grains;

/// <summary>The objects of the process that take calls through references: observers.</summary>
internal sealed class ObserverTable(SiloRuntime silo)
{
    private readonly Dictionary<GrainId, Activation> _observers = [];
    private long _last;

    /// <summary>Makes an object the target of calls. The object is kept until it is deleted.</summary>
    public Activation Add(object observer)
    {
        var id = GrainId.Create(ClientIds.Type, $"{ClientIds.HostedKey}+{(++_last).ToString("x8", CultureInfo.InvariantCulture)}");
        return _observers[id] = new Activation(silo, new GrainKind(observer.GetType()), id, observer);
    }

    public void Delete(GrainId id) => _observers.Remove(id);

    public void Delete(IAddressable reference)
    {
        if (reference is not GrainReference known)
            throw new ArgumentException("Argument reference is not a grain reference.", nameof(reference));
        if (!_observers.Remove(known.GrainId))
            throw new ArgumentException("Reference is not associated with a local object.", nameof(reference));
    }

    /// <summary>
    /// Takes a call to its observer. A call to an observer that is gone is dropped, and its caller's time runs out, as in Orleans.
    /// </summary>
    public void Receive(Call call)
    {
        if (_observers.TryGetValue(call.Target, out var observer)) observer.Receive(call);
    }
}

/// <summary>The identities of code outside grains.</summary>
internal static class ClientIds
{
    public const string HostedKey = "hosted-simulation";

    public static readonly GrainType Type = GrainType.Create("sys.client");

    /// <summary>The identity of the code outside grains in a silo's process.</summary>
    public static readonly GrainId Hosted = GrainId.Create(Type, HostedKey);
}
