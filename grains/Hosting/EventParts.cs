using Genesis.Events;
using Genesis.Storage;
using Microsoft.Extensions.Logging;

namespace Genesis.Hosting;

/// <summary>Opens the ledger of this run: what earlier runs have left in the journal is carried over.</summary>
internal sealed partial class EventParts(IJournal journal, Ledger ledger, PendingTargets pending, EventMetrics metrics, ILogger<EventParts> log) : ILifecycleParticipant<ISiloLifecycle>
{
    private readonly ILogger _log = log;

    /// <summary>What is counted of events.</summary>
    public EventMetrics Metrics => metrics;

    public void Participate(ISiloLifecycle lifecycle)
    {
        // After the stores are open, before components start.
        lifecycle.Subscribe(nameof(EventParts), ServiceLifecycleStage.ApplicationServices, Open);
        lifecycle.Subscribe(nameof(EventParts), ServiceLifecycleStage.Active + 3, Opened);
    }

    private async Task Open(CancellationToken cancellationToken)
    {
        try
        {
            var figures = await journal.ReadFigures(cancellationToken);
            foreach (var figure in figures.Where(static figure => figure.Pending > 0)) ledger.Row(figure.Type, figure.Target).CarriedOver(figure.Pending);
            pending.Set(figures.Where(static figure => figure.Pending > 0).Select(static figure => figure.Target).ToHashSet(StringComparer.Ordinal));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogNotOpened(exception);
        }
    }

    private Task Opened(CancellationToken cancellationToken)
    {
        pending.Forget();
        return Task.CompletedTask;
    }

    [LoggerMessage(2210, LogLevel.Error, "The journal could not be read at start. Durable events that wait there are handled when it can be, but the ledger of this run will not balance for them.")]
    private partial void LogNotOpened(Exception exception);
}
