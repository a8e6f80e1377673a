using Genesis.Events;
using Genesis.Resilience;
using Orleans.Concurrency;
using Orleans.Placement;

namespace Genesis.Operations;

/// <summary>Runs one load at a time. It goes on without whoever began it, and removes what it has registered.</summary>
[Reentrant, KeepAlive, Immovable]
internal sealed class LoadGrain(IComponents components, IComponentBus bus, IEventRuntime events, IFaults faults, LocalComponents local, Ledger ledger, LoadMeter meter, MonotonicClock clock) : Grain, ILoadGrain
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private LoadRun? _run;

    public Task<OperationResult> Start(LoadRequest request)
    {
        if (Problem(request) is { } problem) return Task.FromResult(new OperationResult(false, problem));
        if (_run is { IsOver: false }) return Task.FromResult(new OperationResult(false, "A load runs already; one at a time. Wait for its end, or end it with Ctrl-C where it was begun."));
        _run = new LoadRun(request, components, bus, events, faults, local, ledger, meter, clock);
        _ = _run.Run();
        return Task.FromResult(new OperationResult(true, "The load has begun."));
    }

    public Task<LoadProgress?> GetProgress() => Task.FromResult(_run?.Progress());

    public Task Cancel()
    {
        _run?.Cancel();
        return Task.CompletedTask;
    }

    private static string? Problem(LoadRequest request)
    {
        if (request.Intensity is < 1 or > LoadRequest.MostIntensity) return $"The intensity is {request.Intensity}, but it must be from 1 to {LoadRequest.MostIntensity}.";
        return request.Time < Shortest || request.Time > Longest ? $"The time is {request.Time}, but it must be from {Shortest} to {Longest}." : null;
    }
}
