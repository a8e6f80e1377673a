using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Genesis.Doors;

/// <summary>
/// Where the doors stand in the host's life. When the host stops they take nothing new, what is under way gets some time, and what is still under way then is answered
/// that the host stops. Only after them the components stop.
/// </summary>
public sealed class DoorLifetime : IDisposable
{
    private readonly IHostApplicationLifetime _host;
    private readonly CancellationTokenSource _over = new();
    private readonly CancellationTokenRegistration _stopping;
    private ITimer? _wait;

    internal DoorLifetime(IHostApplicationLifetime host, IOptionsMonitor<DoorOptions> options, TimeProvider time)
    {
        _host = host;
        _stopping = host.ApplicationStopping.Register(() => _wait = time.CreateTimer(_ => _over.Cancel(), null, options.CurrentValue.Limits.StopWait, Timeout.InfiniteTimeSpan));
    }

    /// <summary>Fires when the host begins to stop: nothing new is taken, sockets are closed with 1001.</summary>
    public CancellationToken Stopping => _host.ApplicationStopping;

    /// <summary>Fires when what was under way has had its time.</summary>
    public CancellationToken Over => _over.Token;

    /// <summary>Whether the host has started and does not stop.</summary>
    public bool IsReady => _host.ApplicationStarted.IsCancellationRequested && !_host.ApplicationStopping.IsCancellationRequested;

    /// <inheritdoc/>
    public void Dispose()
    {
        _stopping.Dispose();
        _wait?.Dispose();
        _over.Dispose();
    }
}
