using System.Globalization;
using System.Threading.Channels;

namespace Genesis.Exchanges;

/// <summary>
/// Records raw frames, compressed, one file for each connection (<c>PREFIX-TIME-CONNECTION.ws.gz</c>), with the REST answers that came while it
/// was open beside it (<c>….http.gz</c>). Recording never delays a feed: what the disk cannot take in time is dropped and counted. Files
/// are bounded in size, number and age.
/// </summary>
public sealed class CaptureWriter : IFrameRecorder, IAsyncDisposable
{
    // A connection that is gone says no goodbye: beyond this many, the one longest silent is closed.
    private const int MostOpen = 64;

    private readonly CaptureOptions _options;
    private readonly Channel<CaptureEntry> _queue;
    private readonly Dictionary<long, OpenCapture> _open = [];
    private readonly Task _loop;
    private long _dropped;
    private long _written;
    private long _failed;

    /// <exception cref="IOException">The folder cannot be made.</exception>
    public CaptureWriter(CaptureOptions options)
    {
        _options = options;
        Directory.CreateDirectory(options.Folder);
        _queue = System.Threading.Channels.Channel.CreateBounded<CaptureEntry>(new BoundedChannelOptions(options.Queue) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Entries that the queue had no room for.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    public long Written => Volatile.Read(ref _written);

    /// <summary>Entries lost because the disk refused them.</summary>
    public long Failed => Volatile.Read(ref _failed);

    public void Connected(long connection, Uri url, DateTimeOffset time) =>
        Add(new CaptureEntry(CaptureEntryKind.Connected, connection, url.AbsoluteUri, time, default));

    public void Sent(long connection, Uri url, DateTimeOffset time, ReadOnlySpan<byte> frame) =>
        Add(new CaptureEntry(CaptureEntryKind.Sent, connection, url.AbsoluteUri, time, frame));

    public void Received(long connection, DateTimeOffset time, ReadOnlySpan<byte> frame) =>
        Add(new CaptureEntry(CaptureEntryKind.Received, connection, null, time, frame));

    public void Answered(Uri url, DateTimeOffset time, ReadOnlySpan<byte> body) =>
        Add(new CaptureEntry(CaptureEntryKind.Answer, 0, url.AbsoluteUri, time, body));

    /// <summary>Writes what is waiting and closes the files.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop.ConfigureAwait(false);
    }

    private void Add(CaptureEntry entry)
    {
        if (_queue.Writer.TryWrite(entry)) return;
        Interlocked.Increment(ref _dropped);
        CaptureMetrics.Dropped();
        entry.Dispose();
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(_options.FlushEvery, _options.Time);
        var tick = timer.WaitForNextTickAsync().AsTask();
        var more = _queue.Reader.WaitToReadAsync().AsTask();
        while (true)
        {
            await Task.WhenAny(more, tick).ConfigureAwait(false);
            if (more.IsCompleted)
            {
                if (!await more.ConfigureAwait(false)) break;
                while (_queue.Reader.TryRead(out var entry))
                {
                    Write(in entry);
                    entry.Dispose();
                }
                more = _queue.Reader.WaitToReadAsync().AsTask();
            }
            if (!tick.IsCompleted) continue;
            Try(() =>
            {
                foreach (var open in _open.Values) open.Flush();
            });
            Try(() => CaptureFiles.Purge(_options, _open.Values.SelectMany(open => open.Paths)));
            tick = timer.WaitForNextTickAsync().AsTask();
        }
        foreach (var open in _open.Values) Try(open.Dispose);
    }

    private void Write(in CaptureEntry entry)
    {
        try
        {
            if (entry.Kind == CaptureEntryKind.Answer)
                foreach (var open in _open.Values) open.WriteAnswer(in entry);
            else Find(in entry).Write(in entry);
            CaptureMetrics.Wrote(entry.Payload.Length);
            Interlocked.Increment(ref _written);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            // The next entry tries a new file: a full disk that has room again is used again.
            Interlocked.Increment(ref _failed);
            CaptureMetrics.Dropped();
            if (_open.Remove(entry.Connection, out var broken)) Try(broken.Dispose);
        }
    }

    private OpenCapture Find(in CaptureEntry entry)
    {
        if (_open.TryGetValue(entry.Connection, out var open) && open.Length < _options.FileBytes) return open;
        if (open is not null)
        {
            open.Dispose();
            _open.Remove(entry.Connection);
        }
        else if (_open.Count == MostOpen)
        {
            var silent = _open.MinBy(pair => pair.Value.LastTime).Key;
            _open.Remove(silent, out var oldest);
            oldest!.Dispose();
        }
        var name = string.Create(CultureInfo.InvariantCulture, $"{_options.Prefix}-{entry.Time.UtcDateTime:yyyyMMdd-HHmmss-fffffff}-{entry.Connection}");
        open = new OpenCapture(Path.Combine(_options.Folder, name), open?.Url ?? entry.Url);
        if (entry.Kind != CaptureEntryKind.Connected && open.Url is not null)
            open.Write(new CaptureEntry(CaptureEntryKind.Connected, entry.Connection, open.Url, entry.Time, default));
        _open[entry.Connection] = open;
        return open;
    }

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            Interlocked.Increment(ref _failed);
        }
    }
}
