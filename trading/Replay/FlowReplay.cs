using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Trading;

/// <summary>
/// Plays captures to a flow in event time: an item at its time, and the next one only when everything that follows from it is done. Nothing is conflated then, and the
/// same input gives the same output. It needs a clock that stands still while there is work: virtual time.
/// </summary>
/// <param name="services">The services of a host with the flow, without a feed.</param>
/// <param name="time">The host's clock.</param>
/// <param name="pass">Lets time pass; done when all that is due by then is done.</param>
public sealed class FlowReplay(IServiceProvider services, TimeProvider time, Func<TimeSpan, Task> pass)
{
    /// <summary>The shortest time: long enough for all that is due now to be done.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromTicks(1);

    /// <summary>Open orders, checkpoints and durable events have so long after the last frame.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    private readonly FeedIntake _intake = services.GetRequiredService<FeedIntake>();

    /// <summary>Items that were given.</summary>
    public long Items { get; private set; }

    /// <summary>How much of it is played; null for all.</summary>
    public TimeSpan? Until { get; init; }

    /// <summary>Plays to the end.</summary>
    /// <param name="capture">What is played.</param>
    /// <param name="venue">The name of the feed.</param>
    /// <param name="pace">Told the time of each moment before it is played; to hold it back to a speed.</param>
    public async Task Run(CaptureItems capture, string venue, Action<DateTimeOffset>? pace = null)
    {
        var first = capture.NextTime;
        while (capture.NextTime is { } next && (Until is null || next - first < Until))
        {
            pace?.Invoke(next);
            var wait = next - time.GetUtcNow();
            await pass(wait > Moment ? wait : Moment);
            foreach (var item in capture.Next())
            {
                Items++;
                await _intake.Give(venue, item);
                await pass(Moment);
            }
        }
        await pass(Rest);
    }
}
