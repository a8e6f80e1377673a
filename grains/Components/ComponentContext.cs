using Microsoft.Extensions.Logging;

namespace Genesis;

/// <summary>The context of one generation of a component. Once the generation is over, nothing that its code still does reaches anybody.</summary>
internal sealed class ComponentContext(ComponentCell cell, ComponentServices services, long generation) : IComponentContext
{
    private static readonly Reply Outdated = new(OutcomeKind.Unavailable, Reason: "The component was restarted meanwhile; this run of it is given up.", State: Lifecycle.Recovering);

    private Random? _random;

    public string Id => cell.Id;

    public IReadOnlyDictionary<string, string> Settings => cell.Registration.Settings;

    public TimeProvider Time => services.Clock.Time;

    public ILogger Logger => cell.Log;

    public Random Random => _random ??= services.NewRandom(cell.Id);

    public CancellationToken Cancellation => Frame?.Token ?? (IsOutdated ? new CancellationToken(canceled: true) : CancellationToken.None);

    private bool IsOutdated => cell.Generation != generation;

    // What runs now: while code of a component runs, the one that it belongs to has the baton.
    private Frame? Frame => IsOutdated ? null : cell.Baton.Holder;

    public ValueTask<Outcome> Ask(string target, string type, object? data, TimeSpan? timeout) => IsOutdated
        ? new(new Outcome(Outdated, target, type, 0, TimeSpan.Zero))
        : services.Bus.Ask(Frame, cell.Id, target, type, data, timeout);

    public ValueTask<TellResult> Tell(string type, object? data, TellOptions? options) => IsOutdated
        ? new(new TellResult("", 0, Outdated.Reason))
        : cell.Events.Tell(Frame, type, data, options, EventOrigin.Local);

    public ValueTask<TellResult> Broadcast(string type, object? data, TellOptions? options) => IsOutdated
        ? new(new TellResult("", 0, Outdated.Reason))
        : cell.Events.Tell(Frame, type, data, options, EventOrigin.External);

    public ValueTask Save(TimeSpan? timeout)
    {
        if (IsOutdated) return ValueTask.FromException(new OperationCanceledException(Outdated.Reason));
        var frame = Frame;
        if (frame?.ChangesBefore is { } before && before != (cell.Checkpoints.Kept?.Changes ?? 0))
        {
            return ValueTask.FromException(new InvalidOperationException(
                $"{cell.Id} saves in the handler of the durable event {frame.Type}, which has changed the state. That is kept together with the note that the event was handled, when the handler has ended: save in a request instead."));
        }
        var limit = timeout ?? services.Checkpoints().SaveTimeout;
        if (frame is not null && frame.Remaining < limit) limit = frame.Remaining;
        var save = new Pause(cell, frame);
        cell.Checkpoints.Save(save, limit);
        return save.Result;
    }

    public ValueTask Delay(TimeSpan time)
    {
        if (IsOutdated) return ValueTask.FromException(new OperationCanceledException(Outdated.Reason));
        var pause = new Pause(cell, Frame);
        pause.Limit(time > TimeSpan.Zero ? time : TimeSpan.Zero, static over => over.End(null));
        return pause.Result;
    }

    public ValueTask Subscribe(string pattern, int priority) => cell.Events.Subscribe(pattern, priority);

    public ValueTask Unsubscribe(string pattern) => cell.Events.Unsubscribe(pattern);

    public string NewId() => Frame is { } frame ? $"{frame.HandledId}/{frame.NextNumber()}" : $"{cell.Id}:{generation}:{services.NextNumber()}";

    public void ReportFailure(string reason)
    {
        if (IsOutdated) return;
        // From a turn of its own: the handler that reports goes on.
        Task.Factory.StartNew(
            state =>
            {
                if (!IsOutdated) cell.Life.Fail((string)state!);
            },
            reason, CancellationToken.None, TaskCreationOptions.None, cell.Scheduler);
    }
}
