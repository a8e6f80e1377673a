using Genesis.Events;
using Genesis.Resilience;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Placement;

namespace Genesis.Operations;

/// <summary>Shows events to one operator. One batch is on its way at a time; a lease that is not renewed ends it.</summary>
[Reentrant, Immovable]
internal sealed partial class WatchGrain(EventTeller teller, Ledger ledger, WatchSlots slots, MonotonicClock clock, ILogger<WatchGrain> log) : Grain, IWatchGrain
{
    private const int MostAtOnce = 200;
    private const int MostPatterns = 100;

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ILogger _log = log;
    private IGrainTimer? _timer;
    private IWatchObserver? _observer;
    private WatchInbox? _inbox;
    private string _subscriber = "";
    private int _slot;
    private TimeSpan _leaseEnd;
    private bool _sends;

    public Task<WatchOpening> Open(IWatchObserver observer, WatchRequest request)
    {
        End();
        if (Problem(request) is { } problem) return Task.FromResult(new WatchOpening(Lease, problem));
        if (slots.Take() is not { } slot) return Task.FromResult(new WatchOpening(Lease, $"{WatchSlots.Most} consoles watch already. End one of them first."));
        _slot = slot;
        // With a slash, as no component's id has one.
        _subscriber = $"{IOperatorGrain.Source}/{slot}";
        _observer = observer;
        var inbox = _inbox = new WatchInbox(_subscriber, ledger, request.Capacity, TaskScheduler.Current, () => _ = Show());
        teller.Routes.AddHandler(_subscriber, _subscriber, null, inbox);
        foreach (var pattern in request.Patterns.Distinct(StringComparer.Ordinal)) teller.Routes.Add(_subscriber, new ComponentSubscription(pattern));
        _leaseEnd = clock.Now + Lease;
        _timer = this.RegisterGrainTimer(Check, new GrainTimerCreationOptions(Lease / 3, Lease / 3) { Interleave = true, KeepAlive = true });
        return Task.FromResult(new WatchOpening(Lease));
    }

    public Task<bool> Renew()
    {
        _leaseEnd = clock.Now + Lease;
        return Task.FromResult(_observer is not null);
    }

    public Task Close()
    {
        End();
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        End();
        return Task.CompletedTask;
    }

    private static string? Problem(WatchRequest request)
    {
        if (request.Capacity is < 1 or > WatchRequest.LargestCapacity) return $"The capacity is {request.Capacity}, but it must be from 1 to {WatchRequest.LargestCapacity}.";
        if (request.Patterns.Length is < 1 or > MostPatterns) return $"There are {request.Patterns.Length} patterns, but there must be from 1 to {MostPatterns}.";
        return request.Patterns.Select(EventPattern.ProblemOfPattern).FirstOrDefault(static problem => problem is not null);
    }

    private Task Check(CancellationToken cancellationToken)
    {
        if (_observer is null || clock.Now < _leaseEnd) return Task.CompletedTask;
        LogVanished(_subscriber);
        return Close();
    }

    private void End()
    {
        if (_inbox is not { } inbox) return;
        teller.Routes.RemoveHandler(_subscriber);
        inbox.Clear();
        slots.Free(_slot);
        _timer?.Dispose();
        (_inbox, _observer, _timer) = (null, null, null);
    }

    private async Task Show()
    {
        if (_sends) return;
        _sends = true;
        while (_inbox is { IsEmpty: false } inbox && _observer is { } observer)
        {
            var (events, dropped) = inbox.Next(MostAtOnce);
            if (dropped > 0) slots.Dropped(dropped);
            var shown = await Receive(observer, new WatchBatch(events, dropped));
            inbox.Sent(shown, dropped);
            // One who does not answer has its lease to come back.
            if (!shown) await Task.Delay(Pause, clock.Time);
        }
        _sends = false;
    }

    private static async Task<bool> Receive(IWatchObserver observer, WatchBatch batch)
    {
        try
        {
            await observer.Receive(batch);
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }

    [LoggerMessage(4410, LogLevel.Information, "Whoever watched events as {Subscriber} has not renewed its lease and is forgotten.")]
    private partial void LogVanished(string subscriber);
}
