using System.Collections.Immutable;
using Genesis.Storage;
using Microsoft.Extensions.Logging;

namespace Genesis.Trading;

/// <summary>
/// Tells what a component's state says is to be told: after the state is saved, in order, and again after a restart until the state says that it was told. So nothing is
/// told that could be undone by a crash, and nothing is left out. What is told twice has the same content.
/// </summary>
/// <param name="context">The component's.</param>
/// <param name="items">What is to be told, as the state has it now.</param>
/// <param name="told">Takes what was told out of the state, up to a number.</param>
internal sealed partial class Outbox(IComponentContext context, Func<ImmutableList<OutboxItem>> items, Action<long> told)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private bool _runs;

    /// <summary>There may be something to tell.</summary>
    public void Wake()
    {
        if (_runs || items().IsEmpty) return;
        _runs = true;
        _ = Run();
    }

    // Runs between the component's handlers, on its turn, so that a slow store or journal holds none of them.
    private async Task Run()
    {
        await Task.Yield();
        try
        {
            while (items() is { IsEmpty: false } waiting)
            {
                try
                {
                    await context.Save();
                    await Task.WhenAll(waiting.Select(item => context.Tell(item.Type, item.Data, new TellOptions { Key = item.Key }).AsTask()));
                    told(waiting[^1].Number);
                }
                catch (StorageUnavailableException exception)
                {
                    LogLate(context.Logger, exception, context.Id, waiting.Count);
                    await Task.Delay(Pause, context.Time);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The component was restarted: its next life tells what is left.
        }
        finally
        {
            _runs = false;
        }
    }

    [LoggerMessage(5000, LogLevel.Warning, "{Component} has {Count} events that it cannot tell, because the store does not take them. They are told when it does.")]
    private static partial void LogLate(ILogger log, Exception exception, string component, int count);
}
