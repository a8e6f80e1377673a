using System.Diagnostics.Tracing;

namespace Genesis.Simulations.Detection;

/// <summary>
/// Sees every work item that is queued to the thread pool, by the runtime's own event, and reports it to the simulation of the queueing
/// thread while the cause is still on the stack. The watch stays on once a simulation has run; a work item queued elsewhere then costs some
/// 200 ns more.
/// </summary>
internal sealed class PoolWatch : EventListener
{
    private const string Source = "System.Diagnostics.Eventing.FrameworkEventSource";
    private const string Queued = "ThreadPoolEnqueueWork";
    private const EventKeywords ThreadPoolKeyword = (EventKeywords)0x2;

    private static readonly Lazy<PoolWatch> Instance = new(Start);

    [ThreadStatic]
    private static ForeignWork? _here;

    /// <summary>Makes this thread a simulation's. Null ends that.</summary>
    public static void Watch(ForeignWork? foreign)
    {
        if (foreign is not null) _ = Instance.Value;
        _here = foreign;
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == Source) EnableEvents(eventSource, EventLevel.Verbose, ThreadPoolKeyword);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (_here is not { } foreign || eventData.EventName != Queued) return;
        _here = null;
        foreign.ReportLeaving();
        _here = foreign;
    }

    private static PoolWatch Start()
    {
        var watch = new PoolWatch();
        // The pool checks for listeners when one of its threads begins to work, so one thread must.
        using var seen = new ManualResetEventSlim();
        ThreadPool.UnsafeQueueUserWorkItem(static seen => seen.Set(), seen, preferLocal: false);
        seen.Wait();
        return watch;
    }
}
