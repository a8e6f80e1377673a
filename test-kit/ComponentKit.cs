using System.Collections.Immutable;
using Genesis.Simulations;
using Genesis.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Genesis.TestKit;

/// <summary>A component under test: what the test does to it, and what it does.</summary>
public sealed class ComponentKit : IDisposable
{
    private const string CheckpointName = "checkpoint";

    // Above the stores, below the components.
    private const int BeforeComponents = ServiceLifecycleStage.ApplicationServices + 1;

    private static readonly TimeSpan Moment = TimeSpan.FromTicks(1);

    private readonly ComponentTestOptions _options;
    private readonly Type _class;
    private readonly MemoryStores _stores = new();
    private readonly SortedDictionary<string, OtherComponent> _others = new(StringComparer.Ordinal);
    private readonly List<Asked> _asked = [];
    private readonly List<Told> _told = [];
    private readonly List<Told> _broadcast = [];
    private IServiceProvider? _services;
    private Simulation? _simulation;
    private string? _storeFault;
    private TimeSpan _storeLatency;

    internal ComponentKit(ComponentTestOptions options, Type type)
    {
        (_options, _class) = (options, type);
        Id = options.Id ?? type.Name;
        Configuration = new ConfigurationBuilder().AddInMemoryCollection(options.Configuration!).Build();
    }

    /// <summary>The component's id.</summary>
    public string Id { get; }

    /// <summary>What it asked, in order.</summary>
    public IReadOnlyList<Asked> Asked => _asked;

    /// <summary>What it told other components, in order, whether somebody subscribed or not.</summary>
    public IReadOnlyList<Told> Told => _told;

    /// <summary>What it told the outside, in order.</summary>
    public IReadOnlyList<Told> Broadcast => _broadcast;

    /// <summary>How often it saved its state.</summary>
    public int Saves { get; private set; }

    /// <summary>Virtual time since the start.</summary>
    public TimeSpan Elapsed => Simulation.Elapsed;

    /// <summary>Where it stands, what it does and what it has counted.</summary>
    public ComponentStatus Status => Cell.Status();

    internal IConfiguration Configuration { get; }

    private Simulation Simulation => _simulation ?? throw new InvalidOperationException("The test has not begun: in Before, script others and nothing else.");

    private IServiceProvider Services => _services ?? throw new InvalidOperationException("No host runs.");

    private IComponentBus Bus => Services.GetRequiredService<IComponentBus>();

    private ComponentCell Cell => Services.GetRequiredService<LocalComponents>().Find(Id) ?? throw new InvalidOperationException($"{Id} does not run: it was stopped.");

    /// <summary>Asks the component and waits for the outcome.</summary>
    public async Task<Outcome> Ask(string type, object? data = null, TimeSpan? timeout = null) => await Bus.Ask(Id, type, data, timeout, "test");

    /// <summary>Tells an event, and returns when all that can be done about it without time passing has been done.</summary>
    /// <returns>What became of it: no subscribers mean that the component did not subscribe to it.</returns>
    public Task<TellResult> Tell(string type, object? data = null, TellOptions? options = null) => TellFrom("test", type, data, options);

    /// <summary>Lets virtual time pass; what becomes due meanwhile happens.</summary>
    public Task Advance(TimeSpan time) => Simulation.Delay(time);

    /// <summary>Another component, as the test scripts it. The same object for the same id.</summary>
    public OtherComponent Other(string id)
    {
        if (_others.TryGetValue(id, out var known)) return known;
        var other = _others[id] = new OtherComponent(this, id);
        if (_services is not null) Introduce(other);
        return other;
    }

    /// <summary>Its state at this moment.</summary>
    public TState State<TState>()
        where TState : class => (TState)(Cell.Checkpoints.Kept?.Current ?? throw new InvalidOperationException($"{Id} keeps no state: it does not derive from Component<TState>."));

    /// <summary>Its last checkpoint, as the store has it; null when there is none.</summary>
    public async Task<Checkpoint?> Checkpoint()
    {
        var stored = new GrainState<Checkpoint>(new Checkpoint());
        await Store.ReadStateAsync(CheckpointName, GrainId, stored);
        return stored.RecordExists ? stored.State : null;
    }

    /// <summary>The state in its last checkpoint: what would be there again if everything ended now.</summary>
    /// <exception cref="InvalidOperationException">There is no checkpoint, or it has no state.</exception>
    public async Task<TState> Kept<TState>() =>
        await Checkpoint() is { State: { } state } ? state.As<TState>() : throw new InvalidOperationException($"{Id} has no checkpoint with a state. Let the checkpoint interval pass: await kit.Advance(…).");

    /// <summary>Stops the host in good order and starts another.</summary>
    public Task Restart() => Simulation.RestartSilo();

    /// <summary>Ends the host as kill -9 would, and starts another.</summary>
    public async Task Kill()
    {
        Simulation.KillSilo();
        await Simulation.StartSilo();
    }

    /// <summary>Declares the component failed, and returns when it has recovered or stays down.</summary>
    public async Task Fail(string reason = "The test says so.")
    {
        await Services.GetRequiredService<IGrainFactory>().GetGrain<IComponentGrain>(Id).Fail(Cell.Generation, reason);
        await Settle();
    }

    /// <summary>From now on the store fails, as with a full disk; null mends it.</summary>
    public void BreakStore(string? reason) => _storeFault = reason;

    /// <summary>From now on each write and read of the store takes so long.</summary>
    public void SlowStore(TimeSpan latency) => _storeLatency = latency;

    /// <inheritdoc/>
    public void Dispose() => _stores.Dispose();

    internal async Task<TellResult> TellFrom(string source, string type, object? data, TellOptions? options)
    {
        var result = await Bus.Tell(type, data, source, options);
        await Settle();
        return result;
    }

    // Time passes only when nothing else can happen. Task.Delay would take so short a time for none.
    private async Task Settle()
    {
        var passed = new TaskCompletionSource();
        await using var timer = Simulation.Time.CreateTimer(static passed => ((TaskCompletionSource)passed!).TrySetResult(), passed, Moment, Timeout.InfiniteTimeSpan);
        await passed.Task;
    }

    internal void Begin(Simulation simulation) => _simulation = simulation;

    /// <summary>Sets up a host; called for each life of it.</summary>
    internal void Configure(ISiloBuilder silo)
    {
        foreach (var store in (string[])[StoreNames.Checkpoints, StoreNames.System]) silo.AddGenesisMemoryStorage(store, Stored);
        silo.AddGenesisMemoryJournal(Stored);
        _options.Services?.Invoke(silo.Services);
        silo.AddGenesis(genesis =>
        {
            genesis.Services.AddSingleton(new ComponentTypeEntry(_class.Name, _class, _options.Make is { } make ? (services, _) => make(services) : null));
            genesis.AddComponent(new ComponentRegistration
            {
                Id = Id,
                Type = _class.Name,
                Subscriptions = [.. _options.Subscriptions.Select(pattern => new ComponentSubscription(pattern))],
                Settings = _options.Settings.ToImmutableDictionary(StringComparer.OrdinalIgnoreCase),
                Policies = _options.Policies,
            });
        });
        silo.AddStartupTask(Prepare, BeforeComponents);
    }

    private void Stored(MemoryStoreOptions store)
    {
        store.Stores = _stores;
        store.Latency = () => _storeLatency;
        store.Fault = () => _storeFault is { } reason ? new IOException(reason) : null;
    }

    private async Task Prepare(IServiceProvider services, CancellationToken cancellationToken)
    {
        var firstLife = _services is null;
        _services = services;
        services.GetRequiredService<ComponentServices>().Watch = context => new WatchedContext(context, this);
        foreach (var other in _others.Values) Introduce(other);
        if (!firstLife) return;
        _options.Before?.Invoke(this);
        if (_options.State is not { } state) return;
        var checkpoint = new Checkpoint { ComponentType = _class.Name, State = Payload.Of(state), StateVersion = _options.StateVersion, LastActivity = _options.Start };
        await Store.WriteStateAsync(CheckpointName, GrainId, new GrainState<Checkpoint>(checkpoint));
    }

    private void Introduce(OtherComponent other) => Services.GetRequiredService<ComponentDirectory>().Set(other.Registration, other.Grain(Services.GetRequiredService<TimeProvider>()));

    private IGrainStorage Store => Services.GetRequiredKeyedService<IGrainStorage>(StoreNames.Checkpoints);

    private GrainId GrainId => Services.GetRequiredService<IGrainFactory>().GetGrain<IComponentGrain>(Id).GetGrainId();

    internal void NoteSave() => Saves++;

    internal void Note(Asked asked) => _asked.Add(asked);

    internal void Note(Told told, bool outside) => (outside ? _broadcast : _told).Add(told);
}
