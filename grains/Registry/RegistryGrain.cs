using System.Collections.Immutable;
using Genesis.Hosting;
using Genesis.Resilience;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Placement;
using Orleans.Storage;

namespace Genesis.Registry;

/// <summary>
/// The one registry. Changes that come together are stored together, then told to all processes, then done to the components; each caller waits for all three, with a bound.
/// </summary>
[Reentrant, KeepAlive, Immovable]
internal sealed partial class RegistryGrain(
    [PersistentState("registry", StoreNames.System)] IPersistentState<RegistryState> stored,
    RegistrationRules rules, ComponentLimits limits, MonotonicClock clock, RandomSource random, ILogger<RegistryGrain> log) : Grain, IRegistryGrain
{
    private const int PageSize = 2000;
    private const int MostWaiting = 10_000;

    // Components that start or are replaced are missing for a moment; so many reports in a row, a second apart, are no moment.
    private const int FirstShortfalls = 2;
    private const int MostShortfalls = 60;

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan PushPatience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ComponentPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan EnsurePatience = TimeSpan.FromSeconds(25);

    private readonly ILogger _log = log;
    private readonly ProcessTable _processes = new(clock.Time, Lease, PushPatience);
    private readonly Dictionary<string, ComponentRegistration> _declared = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Task> _doing = new(StringComparer.Ordinal);
    private readonly RegistryLog _registry = new(random.NextInt64());
    private List<PendingChange> _pending = [];
    private bool _storing;
    private Task _ensuring = Task.CompletedTask;
    private int _shortfalls;
    private int _shortfallsAllowed = FirstShortfalls;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        foreach (var registration in stored.State.Registered.Values) _registry.Set(registration.Id, registration);
        return Task.CompletedTask;
    }

    public Task<RegistrationResult> Register(ComponentRegistration registration)
    {
        if (registration is null) return Task.FromResult(RegistrationResult.Refused("", "There is no registration. Give one with an id and a type."));
        var normal = ComponentDirectory.Normal(registration);
        if (rules.Findings(normal) is { Count: > 0 } findings) return Task.FromResult(RegistrationResult.Refused(normal.Id, findings));
        if (_registry.Find(normal.Id) is null && _registry.Count + _pending.Count >= limits.MaxComponents)
            return Task.FromResult(RegistrationResult.Refused(normal.Id, $"{ComponentLimits.Section}:MaxComponents is {limits.MaxComponents}, and so many are registered. Remove some, or raise the limit."));
        return Change(new(normal.Id, normal, "It is registered."));
    }

    public Task<RegistrationResult> Remove(string id, string reason) => _registry.Find(id) is null && !_pending.Exists(change => change.Id == id)
        ? Task.FromResult(RegistrationResult.Refused(id, $"There is no component {id}."))
        : Change(new(id, null, reason));

    public async Task<ImmutableArray<string>> TakeDeclared(ImmutableArray<ComponentRegistration> registrations)
    {
        List<string> overridden = [];
        var before = _registry.Version;
        foreach (var registration in registrations)
        {
            _declared[registration.Id] = registration;
            if (stored.State.Removed.Contains(registration.Id) || stored.State.Registered.ContainsKey(registration.Id)) overridden.Add(registration.Id);
            else if (!Same(_registry.Find(registration.Id), registration)) _registry.Set(registration.Id, registration);
        }
        if (_registry.Version != before) await Push(before);
        return [.. overridden];
    }

    public Task<RegistryUpdate> Sync(long process, IProcessObserver observer, long epoch, long version, bool whole)
    {
        _processes.Renew(process, observer);
        return Task.FromResult(_registry.Since(epoch, version, whole, PageSize));
    }

    public Task Detach(long process)
    {
        _processes.Remove(process);
        return Task.CompletedTask;
    }

    public Task<int> Ensure(int found)
    {
        var count = _registry.Count;
        if (found >= count) (_shortfalls, _shortfallsAllowed) = (0, FirstShortfalls);
        else if (_ensuring.IsCompleted && ++_shortfalls > _shortfallsAllowed)
        {
            LogEnsure(count - found, count);
            // What did not help is not repeated all the time.
            (_shortfalls, _shortfallsAllowed) = (0, Math.Min(_shortfallsAllowed * 2, MostShortfalls));
            _ensuring = ComponentActivation.StartAll([.. _registry.All.Select(registration => Component(registration.Id))], EnsurePatience, clock.Time);
        }
        return Task.FromResult(count);
    }

    private Task<RegistrationResult> Change(PendingChange change)
    {
        if (_pending.Count >= MostWaiting)
            return Task.FromResult(RegistrationResult.Refused(change.Id, $"{MostWaiting} changes of the registry wait for the store. Try again later."));
        _pending.Add(change);
        if (!_storing) _ = StorePending();
        return change.Result.Task;
    }

    private async Task StorePending()
    {
        _storing = true;
        // What comes in the same burst goes along.
        await Task.Yield();
        while (_pending.Count > 0)
        {
            var batch = _pending;
            _pending = [];
            var before = _registry.Version;
            if (!await Store(batch)) continue;
            var replaced = batch.ConvertAll(change =>
            {
                var was = _registry.Find(change.Id) is not null;
                if (was || change.Registration is not null) _registry.Set(change.Id, change.Registration);
                return was;
            });
            await Push(before);
            for (var i = 0; i < batch.Count; i++) _ = Do(batch[i], replaced[i]);
        }
        _storing = false;
    }

    private async Task<bool> Store(List<PendingChange> batch)
    {
        var before = stored.State;
        try
        {
            try
            {
                await Write(batch);
            }
            catch (InconsistentStateException)
            {
                // An earlier write was done although its answer said otherwise, or another registry has written: what is stored holds, and the changes are decided on it.
                stored.State = before;
                await stored.ReadStateAsync();
                before = stored.State;
                TakeStored();
                await Write(batch);
            }
            return true;
        }
        catch (Exception exception)
        {
            stored.State = before;
            LogNotStored(exception, batch.Count);
            foreach (var change in batch) change.Result.TrySetResult(RegistrationResult.Refused(change.Id, $"It could not be stored, so nothing was changed: {exception.Message} Try again when the store is well."));
            return false;
        }
    }

    private Task Write(List<PendingChange> batch)
    {
        stored.State = batch.Aggregate(stored.State, (state, change) =>
            change.Registration is { } registration ? state.With(registration) : state.Without(change.Id, _declared.ContainsKey(change.Id)));
        return stored.WriteStateAsync();
    }

    private void TakeStored()
    {
        foreach (var registration in stored.State.Registered.Values)
            if (!Same(_registry.Find(registration.Id), registration)) _registry.Set(registration.Id, registration);
        foreach (var registration in _registry.All.ToArray())
        {
            var declared = _declared.ContainsKey(registration.Id) && !stored.State.Removed.Contains(registration.Id);
            if (!declared && !stored.State.Registered.ContainsKey(registration.Id)) _registry.Set(registration.Id, null);
        }
    }

    private async Task Push(long from)
    {
        for (RegistryUpdate? update = null; update is null or { More: true }; from = update.To)
        {
            update = _registry.From(from, PageSize);
            var sent = update;
            await _processes.Tell(process => process.RegistryChanged(sent));
        }
    }

    /// <summary>Starts, replaces or stops the component: one after the other for each id, the ids beside each other.</summary>
    private async Task Do(PendingChange change, bool replaced)
    {
        if (replaced && change.Registration is not null) LogReplaced(change.Id);
        var doing = After(_doing.GetValueOrDefault(change.Id, Task.CompletedTask), change);
        _doing[change.Id] = doing;
        string? warning = replaced && change.Registration is not null ? $"A component {change.Id} was there already; it was stopped and replaced." : null;
        try
        {
            await doing.WaitAsync(ComponentPatience, clock.Time);
            if (change.Registration is not null && await Component(change.Id).GetStatus() is { State: not (Lifecycle.Running or Lifecycle.Degraded) } status)
                warning = $"It is registered, but {change.Id} is {status.State}: {status.StateReason}";
        }
        catch (Exception exception)
        {
            warning = exception is TimeoutException
                ? $"It is done, but {change.Id} has not {(change.Registration is null ? "stopped" : "started")} within {ComponentPatience.TotalSeconds:0.#} s; its status says how it goes on."
                : $"It is done, but {change.Id} did not take it well: {exception.Message}";
        }
        if (doing.IsCompleted && _doing.GetValueOrDefault(change.Id) == doing) _doing.Remove(change.Id);
        change.Result.TrySetResult(new(change.Id, true, replaced, [], warning));
    }

    private async Task After(Task before, PendingChange change)
    {
        try
        {
            await before;
        }
        catch (Exception)
        {
            // Whoever asked for that was told.
        }
        await (change.Registration is { } registration ? Component(change.Id).Replace(registration) : Component(change.Id).Shutdown(change.Reason));
    }

    private IComponentGrain Component(string id) => GrainFactory.GetGrain<IComponentGrain>(id);

    private static bool Same(ComponentRegistration? one, ComponentRegistration other) =>
        one is not null && (ReferenceEquals(one, other) || Payload.Of(one).Utf8.Span.SequenceEqual(Payload.Of(other).Utf8.Span));

    [LoggerMessage(2610, LogLevel.Warning, "Component {Id} was registered already; it is replaced.")]
    private partial void LogReplaced(string id);

    [LoggerMessage(2611, LogLevel.Error, "{Count} changes of the registry could not be stored and were refused.")]
    private partial void LogNotStored(Exception exception, int count);

    [LoggerMessage(2612, LogLevel.Warning, "{Missing} of {All} components are in no silo that reports; they are started.")]
    private partial void LogEnsure(int missing, int all);
}
