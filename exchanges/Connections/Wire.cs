using System.Threading.Channels;

namespace Genesis.Exchanges;

/// <summary>
/// One physical socket from its handshake to its end: reads and parses, writes within the venue's limit, knows which subscriptions are
/// confirmed, and finds out when it is dead. It ends once and never lives again.
/// </summary>
internal sealed class Wire : IMarketDataSink
{
    private const int MostOutgoing = 10_000;
    private readonly Channel<ReadOnlyMemory<byte>?> _outgoing = System.Threading.Channels.Channel.CreateBounded<ReadOnlyMemory<byte>?>(MostOutgoing);
    private readonly Queue<(StreamKey Carrier, bool Wanted, bool Alone)> _changes = new();
    private readonly CancellationTokenSource _ending;
    private readonly Subscriptions _subscriptions = new();
    private readonly TokenBucket _messages;
    private readonly ISocket _socket;
    private readonly IFrameParser _parser;
    private readonly Link _link;
    private readonly TimeProvider _time;
    private long _lastFrame, _lastData, _question, _requestId;
    private string? _reason;

    public Wire(Link link, ISocket socket, IFrameParser parser, long id)
    {
        (_link, _socket, _parser, Id) = (link, socket, parser, id);
        _time = link.Options.Time;
        _ending = new CancellationTokenSource(Timeout.InfiniteTimeSpan, _time);
        _messages = new TokenBucket(link.Limits.Messages.Permits, link.Limits.Messages.Window, _time);
        OpenedAt = _lastFrame = _lastData = _time.GetTimestamp();
    }

    public long Id { get; }

    public long OpenedAt { get; }

    /// <summary>Whether it ever brought market data.</summary>
    public bool HadData => Volatile.Read(ref _lastData) != OpenedAt;

    public TimeSpan Age => _time.GetElapsedTime(OpenedAt);

    /// <summary>Carriers that the venue has not answered yet.</summary>
    public Subscriptions Subscriptions => _subscriptions;

    /// <summary>Completes with the reason when the socket and both its tasks have ended.</summary>
    public Task<string> Ended { get; private set; } = null!;

    public void Start(CancellationToken closing) => Ended = Task.Run(() => RunAsync(closing), CancellationToken.None);

    /// <summary>Asks for streams. What is asked for while a message has to wait for the venue's limit goes into the same message.</summary>
    /// <param name="alone">Each in a message of its own: one of them is known to be refused.</param>
    public void Subscribe(IReadOnlyList<StreamKey> carriers, bool alone = false)
    {
        _subscriptions.Want(carriers);
        Change(carriers, wanted: true, alone);
    }

    public void Unsubscribe(IReadOnlyList<StreamKey> carriers)
    {
        _subscriptions.Forget(carriers);
        Change(carriers, wanted: false);
    }

    public void Send(ReadOnlyMemory<byte> text) => Queue(text);

    /// <summary>Ends the socket. The first reason counts.</summary>
    public void End(string reason)
    {
        if (Interlocked.CompareExchange(ref _reason, reason, null) is not null) return;
        if (!IsPolite(reason)) _ending.Cancel();
        else
        {
            // The writer says goodbye on its way out; a second is plenty.
            _ending.CancelAfter(TimeSpan.FromSeconds(1));
            _outgoing.Writer.TryComplete();
        }
    }

    /// <summary>Looks after the socket; called every few moments.</summary>
    public void Check(LivenessRules rules, TimeSpan dataSilence, TimeSpan answerWithin)
    {
        var now = _time.GetTimestamp();
        TimeSpan? asked = _question == 0 ? null : _time.GetElapsedTime(_question, now);
        switch (Liveness.Judge(rules, dataSilence, _time.GetElapsedTime(Volatile.Read(ref _lastFrame), now), _time.GetElapsedTime(Volatile.Read(ref _lastData), now), asked))
        {
            case Pulse.Ask:
                _question = now;
                Send(rules.Ping);
                break;
            case Pulse.Silent:
                End("silent");
                break;
            case Pulse.NoData:
                End("no data");
                break;
        }
        if (_subscriptions.OldestUnanswered(now, _time) is { } waiting && waiting > answerWithin) End("unconfirmed");
    }

    public void OnTrade(Trade trade) => _link.OnTrade(this, trade);

    public void OnQuote(Quote quote) => _link.OnQuote(this, quote);

    public void OnCandle(Candle candle) => _link.OnCandle(this, candle);

    public void OnBook(BookUpdate update) => _link.OnBook(this, update);

    public void OnNotice(VenueNotice notice) => _link.OnNotice(this, notice);

    public void OnMalformed(MalformedFrame frame) => _link.OnMalformed(this, frame);

    private async Task<string> RunAsync(CancellationToken closing)
    {
        using var closed = closing.UnsafeRegister(static wire => ((Wire)wire!).End("closed"), this);
        var writing = WriteAsync();
        try
        {
            await ReadAsync();
        }
        catch (Exception problem)
        {
            End(problem is OperationCanceledException ? "cancelled" : "broken");
            _link.WireFailed(problem);
        }
        _outgoing.Writer.TryComplete();
        await writing;
        _socket.Dispose();
        return _reason!;
    }

    private async Task ReadAsync()
    {
        while (await _socket.ReceiveAsync(_ending.Token) is { } frame)
        {
            var received = _time.GetUtcNow();
            Volatile.Write(ref _lastFrame, _time.GetTimestamp());
            _link.Metrics.Frame(frame.Length);
            _link.Options.Recorder?.Received(Id, received, frame.Span);
            var kind = _link.Take(_parser, frame.Span, received, this);
            if (kind is FrameKind.Trades or FrameKind.Quotes or FrameKind.Book or FrameKind.Candles) Volatile.Write(ref _lastData, Volatile.Read(ref _lastFrame));
        }
        End("closed by venue");
    }

    private async Task WriteAsync()
    {
        try
        {
            while (_reason is null && await _outgoing.Reader.WaitToReadAsync(_ending.Token))
                while (_reason is null && _outgoing.Reader.TryRead(out var next))
                    if (next is { } text) await WriteAsync(text, null);
                    else await WriteChangesAsync();
            if (IsPolite(_reason)) await _socket.CloseAsync(_ending.Token);
        }
        catch (Exception problem)
        {
            if (problem is not OperationCanceledException) _link.WireFailed(problem);
        }
        End("send failed");
        await _ending.CancelAsync();
    }

    private async Task WriteChangesAsync()
    {
        while (_reason is null)
        {
            // First the permission, then the look at what is wanted: meanwhile more may have come.
            for (var wait = _messages.TryTake(0); wait > TimeSpan.Zero; wait = _messages.TryTake(0))
                await Task.Delay(wait, _time, _ending.Token);
            var (carriers, wanted) = NextChanges();
            if (carriers.Count == 0) return;
            var subscriptions = _link.Venue.Subscriptions;
            // Where answers are known by their order alone, that to an unsubscription has its place in it.
            foreach (var frame in wanted ? subscriptions.Subscribe(carriers, NextId) : subscriptions.Unsubscribe(carriers, NextId))
                await WriteAsync(frame.Text, wanted ? frame : frame.RequestId == 0 ? frame with { Streams = [] } : null);
        }
    }

    private (List<StreamKey> Carriers, bool Wanted) NextChanges()
    {
        List<StreamKey> carriers = [];
        lock (_changes)
        {
            if (!_changes.TryPeek(out var first)) return (carriers, false);
            do carriers.Add(_changes.Dequeue().Carrier);
            while (!first.Alone && _changes.TryPeek(out var next) && next.Wanted == first.Wanted && !next.Alone);
            return (carriers, first.Wanted);
        }
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> text, OutgoingFrame? subscription)
    {
        await _messages.TakeAsync(1, _ending.Token);
        if (subscription is not null) _subscriptions.Sent(subscription, _time.GetTimestamp());
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(5), _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, _ending.Token);
        _link.Options.Recorder?.Sent(Id, _link.Url, _time.GetUtcNow(), text.Span);
        await _socket.SendAsync(text, either.Token);
        _link.Metrics.FrameSent();
    }

    private static bool IsPolite(string? reason) => reason is "closed" or "renewed";

    private void Change(IReadOnlyList<StreamKey> carriers, bool wanted, bool alone = false)
    {
        if (carriers.Count == 0) return;
        lock (_changes)
            foreach (var carrier in carriers) _changes.Enqueue((carrier, wanted, alone));
        Queue(null);
    }

    private void Queue(ReadOnlyMemory<byte>? text)
    {
        if (!_outgoing.Writer.TryWrite(text)) End("send queue full");
    }

    private long NextId() => Interlocked.Increment(ref _requestId);
}
