using Microsoft.Extensions.DependencyInjection;
using Orleans.Metadata;

namespace Genesis.Simulations.Grains;

/// <summary>The activations of a silo, by the identity of their grains.</summary>
internal sealed class Catalog
{
    private readonly SiloRuntime _silo;
    private readonly GrainClassMap _classes;
    private readonly GrainPropertiesResolver _properties;
    private readonly Dictionary<GrainType, GrainKind> _kinds = [];
    private readonly Dictionary<GrainId, Activation> _activations = [];
    private readonly Dictionary<GrainId, WorkerPool> _pools = [];
    private readonly IdleCollector _collector;

    public Catalog(SiloRuntime silo)
    {
        _silo = silo;
        _classes = silo.Services.GetRequiredService<GrainClassMap>();
        _properties = silo.Services.GetRequiredService<GrainPropertiesResolver>();
        _collector = new IdleCollector(silo, this);
    }

    /// <summary>The activations of grains, in the order of their creation.</summary>
    public List<Activation> InOrder => [.. All.OrderBy(static activation => activation.Number)];

    public IEnumerable<Activation> All => _activations.Values.Concat(_pools.Values.SelectMany(static pool => pool.Workers));

    /// <summary>Takes a call to its activation, and creates the activation when there is none.</summary>
    public void Receive(Call call)
    {
        if (_activations.TryGetValue(call.Target, out var known))
        {
            known.Receive(call);
            return;
        }
        if (_pools.TryGetValue(call.Target, out var pool))
        {
            pool.Receive(call);
            return;
        }
        var kind = KindOf(call.Target.Type);
        if (kind.MaxWorkers > 0)
        {
            _pools[call.Target] = pool = new WorkerPool(kind.MaxWorkers, () => Create(call.Target, kind));
            pool.Receive(call);
            return;
        }
        var created = Create(call.Target, kind);
        _activations[call.Target] = created;
        created.Receive(call);
    }

    public void Remove(Activation activation)
    {
        if (_activations.TryGetValue(activation.GrainId, out var known) && ReferenceEquals(known, activation))
            _activations.Remove(activation.GrainId);
        else if (_pools.TryGetValue(activation.GrainId, out var pool) && pool.Remove(activation)) _pools.Remove(activation.GrainId);
    }

    public void Stop() => _collector.Stop();

    private GrainKind KindOf(GrainType type)
    {
        if (_kinds.TryGetValue(type, out var known)) return known;
        if (!_classes.TryGetGrainClass(type, out var grainClass))
            throw new ArgumentException($"No grain class of type {type} is registered in this silo. Reference the assembly that has "
                + $"the class.");
        return _kinds[type] = new GrainKind(_silo.Services, grainClass, _properties.GetGrainProperties(type), _silo.Collection);
    }

    private Activation Create(GrainId id, GrainKind kind)
    {
        // While the silo stops, running calls may still call grains that have ended.
        if (_silo.State is not (SiloState.Running or SiloState.Stopping))
            throw new SiloUnavailableException($"The silo does not run, so it creates no activation of grain {id}.");
        if (kind.IsCollectable) _collector.Start();
        return new Activation(_silo, kind, id, instance: null);
    }
}
