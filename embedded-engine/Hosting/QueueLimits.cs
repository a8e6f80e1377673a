using Genesis.Embedded.Activations;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Genesis.Embedded.Hosting;

/// <summary>The bound on calls that wait for one activation.</summary>
internal static class QueueLimits
{
    /// <summary>The exception for a call that would be one too many; null when there is room.</summary>
    public static LimitExceededException? Check(Activation activation)
    {
        var options = activation.Engine.MessagingOptions;
        var worker = activation.Class.MaxWorkers > 0;
        var hard = worker ? options.MaxEnqueuedRequestsHardLimit_StatelessWorker : options.MaxEnqueuedRequestsHardLimit;
        var soft = worker ? options.MaxEnqueuedRequestsSoftLimit_StatelessWorker : options.MaxEnqueuedRequestsSoftLimit;
        if (hard <= 0 && soft <= 0) return null;
        var count = activation.QueueLength + activation.RunningCount;
        if (hard > 0 && count > hard)
        {
            var name = worker ? nameof(SiloMessagingOptions.MaxEnqueuedRequestsHardLimit_StatelessWorker) : nameof(SiloMessagingOptions.MaxEnqueuedRequestsHardLimit);
            return new LimitExceededException(name, count, hard, activation.ToString());
        }
        if (soft > 0 && count > soft) activation.Engine.Log.LongQueue(activation.GrainId, count, soft);
        return null;
    }
}
