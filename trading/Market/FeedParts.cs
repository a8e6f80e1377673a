using Microsoft.Extensions.Logging;

namespace Genesis.Trading;

/// <summary>Runs the feeds beside the components: started after them, ended before them.</summary>
internal sealed partial class FeedParts(IEnumerable<IMarketFeed> feeds, FeedIntake intake, ILogger<FeedParts> log) : ILifecycleParticipant<ISiloLifecycle>
{
    // Above the stage at which components start.
    private const int Stage = ServiceLifecycleStage.Active + 3;

    private readonly ILogger _log = log;

    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(nameof(FeedParts), Stage, Start, Stop);

    private Task Start(CancellationToken cancellationToken)
    {
        foreach (var feed in feeds)
        {
            var name = feed.Name;
            feed.Start(item => intake.GiveNow(name, item));
        }
        return Task.CompletedTask;
    }

    private async Task Stop(CancellationToken cancellationToken)
    {
        foreach (var feed in feeds)
        {
            try
            {
                await feed.DisposeAsync().AsTask().WaitAsync(cancellationToken);
            }
            catch (Exception exception)
            {
                LogNotStopped(exception, feed.Name);
            }
        }
    }

    [LoggerMessage(5202, LogLevel.Warning, "The feed {Feed} has not ended in good order.")]
    private partial void LogNotStopped(Exception exception, string feed);
}
