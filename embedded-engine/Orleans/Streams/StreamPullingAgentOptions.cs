namespace Orleans.Configuration;

/// <summary>Delivery of a stream provider.</summary>
public class StreamPullingAgentOptions
{
    /// <summary>The default of <see cref="BatchContainerBatchSize"/>: 1.</summary>
    public static readonly int DEFAULT_BATCH_CONTAINER_BATCH_SIZE = 1;

    /// <summary>The default of <see cref="GetQueueMsgsTimerPeriod"/>: 100 ms.</summary>
    public static readonly TimeSpan DEFAULT_GET_QUEUE_MESSAGES_TIMER_PERIOD = TimeSpan.FromMilliseconds(100);

    /// <summary>The default of <see cref="InitQueueTimeout"/>: 5 s.</summary>
    public static readonly TimeSpan DEFAULT_INIT_QUEUE_TIMEOUT = TimeSpan.FromSeconds(5);

    /// <summary>The default of <see cref="MaxEventDeliveryTime"/>: 1 minute.</summary>
    public static readonly TimeSpan DEFAULT_MAX_EVENT_DELIVERY_TIME = TimeSpan.FromMinutes(1);

    /// <summary>The default of <see cref="StreamInactivityPeriod"/>: 30 minutes.</summary>
    public static readonly TimeSpan DEFAULT_STREAM_INACTIVITY_PERIOD = TimeSpan.FromMinutes(30);

    /// <summary>How many published batches go to a consumer at once, at most.</summary>
    public int BatchContainerBatchSize { get; set; } = DEFAULT_BATCH_CONTAINER_BATCH_SIZE;

    /// <summary>How often a queue is polled. The embedded engine does not poll.</summary>
    public TimeSpan GetQueueMsgsTimerPeriod { get; set; } = DEFAULT_GET_QUEUE_MESSAGES_TIMER_PERIOD;

    /// <summary>How long setting up a queue may take. The embedded engine has nothing to set up.</summary>
    public TimeSpan InitQueueTimeout { get; set; } = DEFAULT_INIT_QUEUE_TIMEOUT;

    /// <summary>How long delivery of one event is tried again before the error policy applies.</summary>
    public TimeSpan MaxEventDeliveryTime { get; set; } = DEFAULT_MAX_EVENT_DELIVERY_TIME;

    /// <summary>How long a stream may be silent before its delivery state is dropped.</summary>
    public TimeSpan StreamInactivityPeriod { get; set; } = DEFAULT_STREAM_INACTIVITY_PERIOD;
}
