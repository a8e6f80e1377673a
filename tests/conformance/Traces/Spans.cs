using System.Collections.Concurrent;
using System.Diagnostics;

namespace Genesis.Tests.Conformance.Traces;

/// <summary>Collects the finished spans of one trace.</summary>
public sealed class Spans : IDisposable
{
    private const string SourceName = "conformance.tests";
    private static readonly ActivitySource Source = new(SourceName);
    private readonly ConcurrentQueue<Activity> _all = new();
    private readonly ActivityListener _listener;
    private readonly Activity _root;

    public Spans()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name.StartsWith("Microsoft.Orleans.", StringComparison.Ordinal) || source.Name == SourceName,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _all.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
        _root = Source.StartActivity("test")!;
    }

    public Activity Root => _root;

    public IReadOnlyList<Activity> All => [.. _all.Where(span => span.TraceId == _root.TraceId && span != _root)];

    /// <summary>The one finished span of this method and kind in the trace.</summary>
    public async Task<Activity> Of(string method, ActivityKind kind)
    {
        IEnumerable<Activity> Found() => All.Where(span => span.Kind == kind && span.OperationName.EndsWith($"/{method}", StringComparison.Ordinal));
        await Eventually.Equal(1, () => Found().Count(), $"spans {kind} {method}");
        return Found().Single();
    }

    public void Dispose()
    {
        _root.Dispose();
        _listener.Dispose();
    }
}
