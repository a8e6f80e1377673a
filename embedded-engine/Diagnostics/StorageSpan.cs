using System.Diagnostics;
using Genesis.Embedded.Activations;
using Genesis.Embedded.Storage;
using Orleans.Diagnostics;

namespace Genesis.Embedded.Diagnostics;

/// <summary>Measures the operations of one state: a span and a duration each. Nothing is done while nobody listens.</summary>
internal sealed class StorageSpan(Activation activation, string stateName, string provider, string stateType)
{
    public Running Start(StateOperationKind kind)
    {
        var span = ActivitySources.Storage.HasListeners() ? StartSpan(kind) : null;
        var metrics = activation.Engine.Metrics;
        return new Running(this, kind, span, metrics.MeasuresStorage ? metrics.Timestamp() : 0);
    }

    private Activity? StartSpan(StateOperationKind kind)
    {
        var name = kind switch
        {
            StateOperationKind.Read => "read storage",
            StateOperationKind.Write => "write storage",
            _ => "clear storage",
        };
        var span = ActivitySources.Storage.CreateActivity(name, ActivityKind.Client);
        if (span is null) return null;
        span.SetTag(SpanTags.Grain, activation.GrainId.ToString());
        span.SetTag(SpanTags.StorageProvider, provider);
        span.SetTag(SpanTags.StateName, stateName);
        span.SetTag(SpanTags.StateType, stateType);
        span.SetStartTime(activation.Engine.Time.GetUtcNow().UtcDateTime);
        return span.Start();
    }

    /// <summary>An operation that has started.</summary>
    public readonly struct Running(StorageSpan owner, StateOperationKind kind, Activity? span, long started)
    {
        public void End(Exception? exception)
        {
            var engine = owner.Engine;
            if (started != 0) engine.Metrics.StorageDone(kind, exception is null, started);
            if (span is null) return;
            if (exception is not null) SpanTags.SetError(span, exception);
            SpanTags.End(span, engine.Time);
        }
    }

    private Hosting.Engine Engine => activation.Engine;
}
