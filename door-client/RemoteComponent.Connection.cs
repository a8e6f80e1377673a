using System.Net.WebSockets;

namespace Genesis.DoorClient;

/// <content>Stays connected.</content>
public partial class RemoteComponent
{
    private const int Policy = 1008;
    private const int Normal = 1000;
    private static readonly TimeSpan Lasting = TimeSpan.FromSeconds(5);

    private string? _session;
    private long _place;
    private volatile bool _overflowed;
    private bool _worked;

    /// <summary>Connects and reads, again and again.</summary>
    private async Task Keep(TaskCompletionSource first)
    {
        await Task.Yield();
        var ended = _disposed.Token;
        while (true)
        {
            var wait = _backoff.Next();
            if (wait > TimeSpan.Zero) await Task.Delay(wait, _options.Time, ended).ConfigureAwait(false);
            ended.ThrowIfCancellationRequested();
            Link link;
            try
            {
                link = await Link.Connect(_options, Address(), ended).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not RemoteRefusedException && !ended.IsCancellationRequested)
            {
                OnError(new RemoteError("connecting", exception.GetBaseException().Message, null));
                continue;
            }
            var since = _options.Time.GetTimestamp();
            _worked = false;
            using (link)
            {
                using var cut = ended.Register(static link => ((Link)link!).Abort(), link);
                await ReadAll(link, first).ConfigureAwait(false);
                Break(link);
                Judge(link, first.Task.IsCompleted);
            }
            // A door that takes us and throws us out again is not hammered.
            if (_worked || _options.Time.GetElapsedTime(since) > Lasting) _backoff.Reset();
        }
    }

    private Uri Address()
    {
        var query = $"id={Uri.EscapeDataString(_options.Component)}&session={Uri.EscapeDataString(_session ?? "new")}&broadcasts={(_options.Broadcasts ? "true" : "false")}";
        if (_session is not null) query += string.Create(System.Globalization.CultureInfo.InvariantCulture, $"&seq={_place}");
        return new UriBuilder(_options.Door) { Query = query }.Uri;
    }

    private async Task ReadAll(Link link, TaskCompletionSource first)
    {
        try
        {
            while (await link.Read(CancellationToken.None).ConfigureAwait(false) is { } message)
                if (await Take(link, message).ConfigureAwait(false)) first.TrySetResult();
        }
        catch (Exception exception) when (exception is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException or System.Text.Json.JsonException or InvalidOperationException)
        {
            if (!_disposed.IsCancellationRequested && !_overflowed) OnError(new RemoteError("connection", exception.Message, null));
        }
    }

    /// <summary>The session is there: from now on messages may be sent.</summary>
    private void Open(Link link)
    {
        _overflowed = false;
        lock (_gate)
        {
            Volatile.Write(ref _current, link);
            _link.TrySetResult(link);
        }
    }

    private void Break(Link link)
    {
        lock (_gate)
        {
            if (_current == link) Volatile.Write(ref _current, null);
            if (_link.Task.IsCompleted) _link = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        _breaks++;
        EndRequests("The connection broke; whether the request took effect is unknown.");
    }

    /// <summary>Says whether there is sense in connecting again.</summary>
    private static void Judge(Link link, bool wasConnected)
    {
        if (link.CloseCode == Normal && link.CloseReason == "replaced")
            throw new RemoteRefusedException("Another connection has taken the place of this one: each component has one. Give each program a component of its own.", Normal);
        // A component that was there may come back.
        if (link.CloseCode == Policy && !wasConnected) throw new RemoteRefusedException($"The door refuses this program: {link.CloseReason}", Policy);
    }
}
