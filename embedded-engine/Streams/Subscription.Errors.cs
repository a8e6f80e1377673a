using Genesis.Embedded.Hosting;
using Orleans.Runtime;
using Orleans.Streams;

namespace Genesis.Embedded.Streams;

// The delivery error policy of Orleans: try again with growing pauses until MaxEventDeliveryTime, then tell the consumer and the failure
// handler, then give up the event or the subscription.
internal sealed partial class Subscription
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private int _attempts;
    private long _failingSince;
    private ITimer? _retry;

    /// <summary>What the consumer threw at the event it is stuck at.</summary>
    public Exception? LastError { get; private set; }

    private void ForgetError() => (_attempts, LastError) = (0, null);

    private void Failed(Exception error)
    {
        LastError = error;
        _hub.Runtime.Metrics.DeliveryFailed();
        // The work is dropped here when the silo stops, and never taken up again.
        if (Engine.State != EngineState.Running) return;
        if (error is ClientNotAvailableException)
        {
            Engine.Log.StreamConsumerGone(_hub.Key, Record.Consumer);
            _hub.Remove(this);
            return;
        }
        if (_attempts++ == 0)
        {
            _failingSince = Engine.Executor.Now;
            Engine.Log.StreamDeliveryFailed(error, _hub.Key, Record.Consumer);
        }
        if (error is ArgumentException && !IsKnown(Record.Consumer))
        {
            Engine.Log.StreamConsumerUnknown(error, _hub.Key, Record.Consumer);
            _hub.Remove(this);
            return;
        }
        _retry?.Dispose();
        _retry = Engine.Time.CreateTimer(static self => ((Subscription)self!).Retry(), this, Pause(_attempts), Timeout.InfiniteTimeSpan);
    }

    public static TimeSpan Pause(int attempt) =>
        TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, FirstPause.Ticks << Math.Min(attempt - 1, 8)));

    private bool IsKnown(GrainId consumer)
    {
        try
        {
            Engine.Types.Get(consumer.Type);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private void Retry()
    {
        _retry?.Dispose();
        _retry = null;
        if (Removed || Engine.Executor.Now - _failingSince <= _hub.Settings.MaxDeliveryTime.TotalMilliseconds)
        {
            GoOn();
            return;
        }
        Engine.SendOwn(StreamRuntime.GrainIdOf(_hub.Key), new HubCall(_hub, (grain, _) => grain.GiveUp(this), SkipFailed));
    }

    /// <summary>The event at which the consumer is stuck.</summary>
    public StreamEvent? Stuck => _hub.Log.At(_next);

    /// <summary>Everybody has been told, or telling went wrong or took too long: on to the next event.</summary>
    private void SkipFailed(Exception? error)
    {
        if (error is not null) Engine.Log.StreamGiveUpFailed(error, _hub.Key, Record.Consumer);
        if (Removed) return;
        ForgetError();
        MoveTo(_next + 1, delivered: false);
        GoOn();
    }

    /// <summary>Calls the consumer's OnErrorAsync.</summary>
    public Task Tell(Exception error)
    {
        if (IsVolatile) return Engine.References.Get(Record.Consumer, typeof(IStreamConsumerObserver)) is IStreamConsumerObserver observer ? observer.Fail(error) : Task.CompletedTask;
        var call = new ErrorCall(this, error);
        Engine.SendOwn(Record.Consumer, call);
        return call.Promise;
    }

    /// <summary>The exception for a consumer whose event is given up.</summary>
    public StreamEventDeliveryFailureException Failure() => new(
        $"An event of stream {_hub.Key} could not be delivered to {Record.Consumer} within {_hub.Settings.MaxDeliveryTime} "
        + $"(StreamPullingAgentOptions.MaxEventDeliveryTime). Last error: {LastError?.Message}");
}
