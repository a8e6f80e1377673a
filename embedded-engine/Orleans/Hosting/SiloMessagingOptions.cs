namespace Orleans.Configuration;

/// <summary>Calls of a silo.</summary>
public class SiloMessagingOptions : MessagingOptions
{
    /// <summary>The default of <see cref="MaxEnqueuedRequestsSoftLimit"/>: no limit.</summary>
    public const int DEFAULT_MAX_ENQUEUED_REQUESTS_SOFT_LIMIT = 0;

    /// <summary>The default of <see cref="MaxEnqueuedRequestsHardLimit"/>: no limit.</summary>
    public const int DEFAULT_MAX_ENQUEUED_REQUESTS_HARD_LIMIT = 0;

    /// <summary>The default of <see cref="MaxEnqueuedRequestsSoftLimit_StatelessWorker"/>: no limit.</summary>
    public const int DEFAULT_MAX_ENQUEUED_REQUESTS_STATELESS_WORKER_SOFT_LIMIT = 0;

    /// <summary>The default of <see cref="MaxEnqueuedRequestsHardLimit_StatelessWorker"/>: no limit.</summary>
    public const int DEFAULT_MAX_ENQUEUED_REQUESTS_STATELESS_WORKER_HARD_LIMIT = 0;

    /// <summary>The default of <see cref="MaxRequestProcessingTime"/>: 2 hours.</summary>
    public static readonly TimeSpan DEFAULT_MAX_REQUEST_PROCESSING_TIME = TimeSpan.FromHours(2);

    /// <summary>How long a client may be gone before its observers are forgotten. Default: 1 minute.</summary>
    public TimeSpan ClientDropTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The number of requests queued for one activation at which a warning is logged; 0 for never.</summary>
    public int MaxEnqueuedRequestsSoftLimit { get; set; } = DEFAULT_MAX_ENQUEUED_REQUESTS_SOFT_LIMIT;

    /// <summary>
    /// The number of requests queued for one activation at which further ones fail with <see cref="Runtime.LimitExceededException"/>; 0 for never.
    /// </summary>
    public int MaxEnqueuedRequestsHardLimit { get; set; } = DEFAULT_MAX_ENQUEUED_REQUESTS_HARD_LIMIT;

    /// <summary>The same as <see cref="MaxEnqueuedRequestsSoftLimit"/>, for a stateless worker's activations.</summary>
    public int MaxEnqueuedRequestsSoftLimit_StatelessWorker { get; set; } = DEFAULT_MAX_ENQUEUED_REQUESTS_STATELESS_WORKER_SOFT_LIMIT;

    /// <summary>The same as <see cref="MaxEnqueuedRequestsHardLimit"/>, for a stateless worker's activations.</summary>
    public int MaxEnqueuedRequestsHardLimit_StatelessWorker { get; set; } = DEFAULT_MAX_ENQUEUED_REQUESTS_STATELESS_WORKER_HARD_LIMIT;

    /// <summary>How long a request may run before its activation counts as stuck.</summary>
    public TimeSpan MaxRequestProcessingTime { get; set; } = DEFAULT_MAX_REQUEST_PROCESSING_TIME;

    /// <summary>How long a request may run before a warning is logged. Default: 20 s.</summary>
    public TimeSpan RequestProcessingWarningTime { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a request may be queued before a warning is logged. Default: 20 s.</summary>
    public TimeSpan RequestQueueDelayWarningTime { get; set; } = TimeSpan.FromSeconds(20);
}
