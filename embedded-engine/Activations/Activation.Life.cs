using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Storage;

namespace Genesis.Embedded.Activations;

// Birth and death. All on the activation's own turn; other threads only post a wish.
internal sealed partial class Activation
{
    private volatile ActivationState _state;
    private GrainLifecycle? _lifecycle;
    private TaskCompletionSource? _deactivated;
    private CancellationTokenSource? _activating;
    private DeactivationReason _reason;
    private CancellationToken _deactivationToken;
    private int _deactivationStep;
    private long _lastUsed;
    private long _keepUntil;

    public ActivationState State
    {
        get => _state;
        private set => _state = value;
    }

    /// <summary>Completes when the activation is dead.</summary>
    public Task Deactivated
    {
        get
        {
            var source = Volatile.Read(ref _deactivated);
            if (source is null)
            {
                var made = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                source = Interlocked.CompareExchange(ref _deactivated, made, null) ?? made;
            }
            if (IsDead) source.TrySetResult();
            return source.Task;
        }
    }

    /// <summary>Why the activation is going or gone.</summary>
    public DeactivationReason Reason => _reason;

    public void Touch() => _lastUsed = Engine.Executor.Now;

    /// <summary>Positive: stays at least so long. Zero: the usual rules again. Infinite: until told otherwise.</summary>
    public void KeepFor(TimeSpan time) => _keepUntil = time switch
    {
        _ when time == Timeout.InfiniteTimeSpan || time == TimeSpan.MaxValue => long.MaxValue,
        _ when time <= TimeSpan.Zero => 0,
        _ => Engine.Executor.Now + (long)time.TotalMilliseconds,
    };

    /// <summary>True when nobody has used it for its collection age. Racy when asked from outside; asked again on the turn.</summary>
    public bool IsStale(long now) =>
        State == ActivationState.Valid && _running.Count == 0 && _waiting.Count == 0
        && Class.CollectionAge is { } age && now - _lastUsed >= (long)age.TotalMilliseconds && now >= _keepUntil;

    /// <summary>True when time alone will end it: it is idle and nothing but its age keeps it.</summary>
    public bool IsCollectable => State == ActivationState.Valid && !IsBusy && !Class.IsObserver && Class.CollectionAge is not null && _keepUntil != long.MaxValue;

    /// <summary>Asks for deactivation from any thread; it happens when the running calls have ended.</summary>
    public void RequestDeactivation(DeactivationReason reason, CancellationToken cancellationToken = default) =>
        Post(static wish =>
        {
            var (self, reason, token) = ((Activation, DeactivationReason, CancellationToken))wish!;
            self.StartDeactivation(reason, token);
        }, (this, reason, cancellationToken));

    /// <summary>The collector found it stale; on its turn it looks again, because a call may have come since.</summary>
    public void RequestCollection() =>
        Post(static wish =>
        {
            var self = (Activation)wish!;
            if (self.IsStale(self.Engine.Executor.Now))
                self.StartDeactivation(new(DeactivationReasonCode.ActivationIdle, "Nobody has used the activation for its collection age."), default);
        }, this);

    /// <summary>A storage conflict that a grain lets escape ends the activation that made it: what it has in memory is not what is stored.</summary>
    public void OnCallFailed(Exception exception)
    {
        if (exception is not InconsistentStateException { IsSourceActivation: true } conflict) return;
        // A caller that passes the exception on has no stale state of its own.
        conflict.IsSourceActivation = false;
        Engine.Log.ConflictEscaped(conflict, GrainId);
        StartDeactivation(new DeactivationReason(DeactivationReasonCode.ApplicationError, conflict, "A storage conflict escaped from a call."), default);
    }

    private void ActivateIfNew()
    {
        if (State == ActivationState.Created) Activate();
    }

    private async void Activate()
    {
        State = ActivationState.Activating;
        try
        {
            // A class without hooks activates in this very turn.
            if (Class.HasActivationHooks)
                _activating = new CancellationTokenSource(Engine.CollectionOptions.ActivationTimeout, Engine.Time);
            GrainInstance = Class.CreateInstance(this);
            if (_lifecycle is not null)
            {
                var token = _activating?.Token ?? default;
                await _lifecycle.Start(token).WaitAsync(token);
            }
            if (Class.OverridesActivate)
                await ((IGrainBase)GrainInstance).OnActivateAsync(_activating!.Token).WaitAsync(_activating.Token);
        }
        catch (Exception exception)
        {
            FailActivation(exception);
            return;
        }
        finally
        {
            _activating?.Dispose();
            _activating = null;
        }
        Engine.Metrics.Activated();
        State = ActivationState.Valid;
        _recheck = true;
        if (_reason.ReasonCode != DeactivationReasonCode.None) StartDeactivation(_reason, _deactivationToken);
    }

    private void FailActivation(Exception exception)
    {
        Engine.Metrics.ActivationFailed();
        Engine.Log.ActivationFailed(exception, GrainId);
        _reason = new DeactivationReason(DeactivationReasonCode.ActivationFailed, exception, "Failed to activate grain.");
        while (_waiting.TakeFirst() is { } call) call.TryFail(exception);
        _ = Bury();
    }

    private void StartDeactivation(DeactivationReason reason, CancellationToken cancellationToken)
    {
        switch (State)
        {
            case ActivationState.Created:
                _reason = reason;
                _deactivationStep = 1;
                _ = Bury();
                break;
            case ActivationState.Activating:
                _reason = reason;
                _deactivationToken = cancellationToken;
                _activating?.Cancel();
                break;
            case ActivationState.Valid:
                _reason = reason;
                _deactivationToken = cancellationToken;
                State = ActivationState.Deactivating;
                ContinueDeactivation();
                break;
        }
    }

    /// <summary>Goes on when the last running call has ended; posted, so that the turn that ended it finishes first.</summary>
    private void ContinueDeactivation()
    {
        if (_running.Count > 0 || _deactivationStep != 0) return;
        Post(static self => ((Activation)self!).Deactivate(), this);
    }

    private async void Deactivate()
    {
        if (_running.Count > 0 || _deactivationStep != 0) return;
        _deactivationStep = 1;
        var timeout = new CancellationTokenSource(Engine.CollectionOptions.DeactivationTimeout, Engine.Time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, _deactivationToken);
        try
        {
            if (Class.OverridesDeactivate)
                await ((IGrainBase)GrainInstance!).OnDeactivateAsync(_reason, linked.Token).WaitAsync(linked.Token);
        }
        catch (Exception exception)
        {
            Engine.Log.DeactivationFailed(exception, GrainId);
        }
        try
        {
            if (_lifecycle is not null) await _lifecycle.Stop(linked.Token).WaitAsync(linked.Token);
        }
        catch (Exception exception)
        {
            Engine.Log.DeactivationFailed(exception, GrainId);
        }
        timeout.Dispose();
        Engine.Metrics.Deactivated();
        await Bury();
    }

    /// <summary>The end: gone from the catalog first, so that calls sent on from here find or make the next activation.</summary>
    private async Task Bury()
    {
        DisposeTimers();
        State = ActivationState.Invalid;
        Engine.Catalog.Remove(this);
        while (_waiting.TakeFirst() is { } call) Engine.Catalog.Forward(this, call);
        Volatile.Read(ref _deactivated)?.TrySetResult();
        await DisposeInstance();
    }

    private async Task DisposeInstance()
    {
        try
        {
            if (GrainInstance is IAsyncDisposable asyncDisposable) await asyncDisposable.DisposeAsync();
            else if (GrainInstance is IDisposable disposable) disposable.Dispose();
            if (_scope is IAsyncDisposable scope) await scope.DisposeAsync();
        }
        catch (Exception exception)
        {
            Engine.Log.DisposeFailed(exception, GrainId);
        }
    }

    private IServiceScope? _scope;

    /// <summary>Services scoped to the activation. The scope is made when first asked for: most grains never do.</summary>
    public IServiceProvider ActivationServices => (_scope ??= Engine.Services.CreateScope()).ServiceProvider;
}
