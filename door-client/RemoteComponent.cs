using System.Text.Json;
using System.Threading.Channels;

namespace Genesis.DoorClient;

/// <summary>
/// A component outside the host. Override <see cref="ProcessAsync"/>, call <see cref="RunAsync"/>: it connects, processes what comes one by one, and after a break goes on
/// where it was. It never loses its place silently: what the door cannot make up for is told to <see cref="GapAsync"/>.
/// </summary>
public partial class RemoteComponent : IAsyncDisposable
{
    private readonly RemoteOptions _options;
    private readonly Backoff _backoff;
    private readonly Channel<object> _queue;
    private readonly CancellationTokenSource _disposed = new();
    private readonly SemaphoreSlim _connecting = new(1, 1);
    private readonly HashSet<string> _types;
    private readonly Lock _gate = new();
    private TaskCompletionSource<Link> _link = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Link? _current;
    private Task? _reading;
    private long _received, _processed, _failed, _sent, _breaks, _resumes, _gaps;

    /// <summary>Makes one; it is not connected yet.</summary>
    public RemoteComponent(RemoteOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _backoff = new(options.FirstDelay, options.LongestDelay, options.Random);
        // One place more: gaps are told whatever waits.
        _queue = Channel.CreateBounded<object>(new BoundedChannelOptions(options.QueueCapacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
        _types = [.. options.Types];
        (_session, _place) = (options.ResumeFrom?.Session, options.ResumeFrom?.Number ?? 0);
        Position = options.ResumeFrom;
    }

    /// <summary>The session, and the last event that was processed: note it somewhere to go on there in another life.</summary>
    public RemotePosition? Position { get; private set; }

    /// <summary>What it has done.</summary>
    public RemoteStats Stats => new(Volatile.Read(ref _current) is not null, _received, _processed, _failed, _sent, _breaks, _resumes, _gaps);

    /// <summary>Connects, and tries until it works.</summary>
    /// <exception cref="RemoteRefusedException">The door does not want this program.</exception>
    public async Task ConnectAsync(CancellationToken cancellationToken = default)
    {
        await _connecting.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_reading is { IsCompleted: false }) return;
            if (_reading is { IsFaulted: true }) await _reading.ConfigureAwait(false);
            var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _reading = Keep(first);
            await (await Task.WhenAny(first.Task, _reading).ConfigureAwait(false)).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _connecting.Release();
        }
    }

    /// <summary>Processes what comes, one by one, until it is cancelled or disposed; connects, and connects again, as needed.</summary>
    /// <exception cref="RemoteRefusedException">The door does not want this program, or another one has taken its place.</exception>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposed.Token);
        try
        {
            await ConnectAsync(both.Token).ConfigureAwait(false);
            var reading = _reading!;
            while (true)
            {
                while (_queue.Reader.TryRead(out var item)) await Process(item, both.Token).ConfigureAwait(false);
                // What there was no room for comes again.
                if (_overflowed) Volatile.Read(ref _current)?.Abort();
                var more = _queue.Reader.WaitToReadAsync(both.Token).AsTask();
                if (await Task.WhenAny(more, reading).ConfigureAwait(false) != reading) await more.ConfigureAwait(false);
                else if (!_queue.Reader.TryPeek(out _))
                {
                    await reading.ConfigureAwait(false);
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (both.IsCancellationRequested)
        {
            // It was asked to end.
        }
    }

    /// <summary>Processes an event; events come one by one, in their order.</summary>
    protected virtual ValueTask ProcessAsync(RemoteEvent happened, CancellationToken cancellationToken) => default;

    /// <summary>Hears that events are lost, at the place where they are missing.</summary>
    protected virtual ValueTask GapAsync(RemoteGap gap, CancellationToken cancellationToken) => default;

    /// <summary>Hears of messages that the door did not take, and of exceptions of the other two.</summary>
    protected virtual void OnError(RemoteError problem)
    {
    }

    /// <summary>Sends an event to the component that this program stands for.</summary>
    /// <param name="type">Type of the event.</param>
    /// <param name="data">The data: an object, or null for none.</param>
    /// <param name="source">Who sends it; the component when left out.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it was sent; false when there was no connection in time, or it broke: then whether it arrived is unknown.</returns>
    public Task<bool> SendAsync(string type, object? data = null, string? source = null, CancellationToken cancellationToken = default) => Send(writer =>
    {
        writer.WriteString("type", type);
        if (source is not null) writer.WriteString("source", source);
        WriteData(writer, data);
    }, cancellationToken);

    /// <summary>Stops and says good-bye. What waits to be processed is left.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed.IsCancellationRequested) return;
        if (Volatile.Read(ref _current) is { } link) await link.Close().ConfigureAwait(false);
        await _disposed.CancelAsync().ConfigureAwait(false);
        if (_reading is { } reading) await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        EndRequests("This program has ended the connection; whether the request took effect is unknown.");
        GC.SuppressFinalize(this);
    }

    private async ValueTask Process(object item, CancellationToken cancellationToken)
    {
        try
        {
            if (item is RemoteGap gap)
            {
                await GapAsync(gap, cancellationToken).ConfigureAwait(false);
                return;
            }
            if (item is RemotePosition begun)
            {
                Position = begun;
                return;
            }
            var happened = (RemoteEvent)item;
            await ProcessAsync(happened, cancellationToken).ConfigureAwait(false);
            if (Position is { } position && happened.Number > 0) Position = position with { Number = happened.Number };
            _processed++;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // One bad event is no reason to lose the others.
            _processed++;
            _failed++;
            OnError(new RemoteError("processing", exception.ToString(), null));
        }
    }

    private static void WriteData(Utf8JsonWriter writer, object? data)
    {
        if (data is null) return;
        writer.WritePropertyName("data");
        JsonSerializer.Serialize(writer, data, data.GetType(), RemoteJson.Options);
    }
}
