using Genesis.Simulations.Internals;

namespace Genesis.Simulations.Grains;

/// <summary>Activates and deactivates one grain, in the order and with the failures of Orleans.</summary>
internal sealed class ActivationLife(Activation activation)
{
    private readonly Queue<LifeStep> _steps = new();
    private TaskCompletionSource? _deactivated;
    private DeactivationReason _reason;

    private SiloRuntime Silo => activation.Silo;

    /// <summary>True while the grain activates or deactivates. No call starts meanwhile.</summary>
    public bool IsBusy { get; private set; }

    public bool HasWork => _steps.Count > 0;

    public Task Deactivated
    {
        get
        {
            if (activation.State == ActivationState.Invalid) return Task.CompletedTask;
            return (_deactivated ??= new TaskCompletionSource()).Task;
        }
    }

    /// <summary>Queues the activation of a new grain.</summary>
    public void Begin()
    {
        _steps.Enqueue(new LifeStep(Silo, Silo.Collection.ActivationTimeout, default) { Previous = null });
        activation.Turns.QueueLook();
    }

    /// <summary>Queues the deactivation, which begins when no call runs.</summary>
    public void Deactivate(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (activation.State is ActivationState.Invalid) return;
        if (_reason.ReasonCode == DeactivationReasonCode.None) _reason = reason;
        if (activation.State is ActivationState.Deactivating) return;
        foreach (var step in _steps) step.Cancel();
        var previous = activation.State;
        activation.State = ActivationState.Deactivating;
        activation.Requests.Recheck();
        _steps.Enqueue(new LifeStep(Silo, Silo.Collection.DeactivationTimeout, cancellationToken) { Previous = previous });
        activation.Turns.QueueLook();
    }

    /// <summary>Runs the queued steps, one after the other.</summary>
    public async void Run()
    {
        IsBusy = true;
        // A step stays in the queue while it runs, so that a deactivation can cancel a running activation.
        while (_steps.TryPeek(out var step))
        {
            try
            {
                if (step.Previous is null) await ActivateGrain(step.Token);
                else await DeactivateGrain(step.Previous.Value, step.Token);
            }
            catch (Exception exception)
            {
                Silo.Log.TurnFailed(exception, activation.GrainId);
            }
            _steps.Dequeue();
            step.Dispose();
        }
        IsBusy = false;
        activation.Requests.Recheck();
        if (activation.Requests.WaitingCount > 0) activation.Turns.QueueLook();
    }

    /// <summary>Sends the waiting calls of an ended activation to the next one, or rejects them when this one failed to activate.</summary>
    public void SendOnWaiting()
    {
        foreach (var call in activation.Requests.TakeAllWaiting())
        {
            call.Place = CallPlace.Sent;
            if (call.IsCompleted || call.IsLocalOnly) call.Place = CallPlace.Ended;
            else if (_reason.Exception is { } exception) Reject(call, exception);
            else if (call.Forwards++ < Silo.Messaging.MaxForwardCount) Silo.Route(call);
            else
                Reject(call, OrleansInternals.Rejection(
                    $"Forwarding failed: tried to forward {call.Name} of grain {call.Target} for {call.Forwards - 1} times after "
                        + $"\"{_reason.Description}\" to invalid activation. Rejecting now."));
        }
    }

    private static void Reject(Call call, Exception exception)
    {
        call.Place = CallPlace.Ended;
        call.TryFail(exception);
    }

    private async Task ActivateGrain(CancellationToken cancellationToken)
    {
        if (activation.State != ActivationState.Creating) return;
        try
        {
            // OnActivateAsync sees the RequestContext of the call that caused the activation.
            if (activation.Requests.WaitingCount > 0 && activation.Requests.Waiting[0].Context is { Count: > 0 } context)
                RequestContextExtensions.Import(context);
            Construct();
            activation.State = ActivationState.Activating;
            if (activation.HasLifecycle)
                await Guard(((ActivationLifecycle)activation.ObservableLifecycle).OnStart(cancellationToken), cancellationToken);
            if (activation.GrainInstance is IGrainBase grain) await Guard(grain.OnActivateAsync(cancellationToken), cancellationToken);
            if (activation.State == ActivationState.Activating) activation.State = ActivationState.Valid;
        }
        catch (Exception exception)
        {
            var cause = (exception as OrleansLifecycleCanceledException)?.InnerException ?? exception;
            Silo.Log.ActivationFailed(cause, activation.GrainId);
            // Without effect when a deactivation is under way: then the calls are sent on instead of getting this exception.
            Deactivate(new DeactivationReason(DeactivationReasonCode.ActivationFailed, cause, "Failed to activate grain."), default);
        }
    }

    private void Construct()
    {
        var instance = activation.Kind.Activator!.CreateInstance(activation);
        activation.GrainInstance = instance;
        if (instance is ILifecycleParticipant<IGrainLifecycle> participant) participant.Participate(activation.ObservableLifecycle);
    }

    private async Task DeactivateGrain(ActivationState previous, CancellationToken cancellationToken)
    {
        foreach (var timer in activation.Timers.ToArray()) timer.Dispose();
        try
        {
            if (previous == ActivationState.Valid && activation.GrainInstance is IGrainBase grain)
                await Guard(grain.OnDeactivateAsync(_reason, cancellationToken), cancellationToken);
        }
        catch (Exception exception)
        {
            Silo.Log.DeactivationFailed(exception, activation.GrainId);
        }
        try
        {
            if (activation.HasLifecycle)
                await Guard(((ActivationLifecycle)activation.ObservableLifecycle).OnStop(cancellationToken), cancellationToken);
        }
        catch (Exception exception)
        {
            Silo.Log.DeactivationFailed(exception, activation.GrainId);
        }
        Silo.Catalog.Remove(activation);
        activation.State = ActivationState.Invalid;
        try
        {
            if (activation.GrainInstance is { } instance && activation.Kind.Activator is { } activator)
                await activator.DisposeInstance(activation, instance);
            await activation.DisposeScope();
        }
        catch (Exception exception)
        {
            Silo.Log.DeactivationFailed(exception, activation.GrainId);
        }
        using (Silo.Complete()) _deactivated?.TrySetResult();
    }

    // The await in a method of its own: WaitAsync would pass the completion of some tasks on over the thread pool.
    private static Task Guard(Task work, CancellationToken cancellationToken)
    {
        return work.IsCompleted ? work : Await().WaitAsync(cancellationToken);

        async Task Await() => await work;
    }

    /// <summary>One activation or deactivation that is queued or runs.</summary>
    private sealed class LifeStep : IDisposable
    {
        private readonly CancellationTokenSource _timeout;
        private readonly CancellationTokenSource _source;

        public LifeStep(SiloRuntime silo, TimeSpan timeout, CancellationToken cancellationToken)
        {
            _timeout = new CancellationTokenSource(timeout, silo.Time);
            _source = CancellationTokenSource.CreateLinkedTokenSource(_timeout.Token, cancellationToken);
            Token = _source.Token;
        }

        /// <summary>The state before a deactivation. Null for the activation.</summary>
        public required ActivationState? Previous { get; init; }

        public CancellationToken Token { get; }

        public void Cancel() => _source.Cancel();

        public void Dispose()
        {
            _source.Dispose();
            _timeout.Dispose();
        }
    }
}
