using System.Collections.Concurrent;
using Genesis.DoorClient;

namespace Genesis.Tests.Doors.Sockets;

/// <summary>A component outside the host that keeps what it hears.</summary>
internal sealed class Remote(RemoteOptions options, Func<RemoteEvent, ValueTask>? process = null) : RemoteComponent(options)
{
    public ConcurrentQueue<RemoteEvent> Events { get; } = new();

    public ConcurrentQueue<RemoteGap> Lost { get; } = new();

    public ConcurrentQueue<RemoteError> Errors { get; } = new();

    protected override async ValueTask ProcessAsync(RemoteEvent happened, CancellationToken cancellationToken)
    {
        Events.Enqueue(happened);
        if (process is not null) await process(happened);
    }

    protected override ValueTask GapAsync(RemoteGap gap, CancellationToken cancellationToken)
    {
        Lost.Enqueue(gap);
        return default;
    }

    protected override void OnError(RemoteError problem) => Errors.Enqueue(problem);
}
