namespace Genesis.Exchanges;

/// <summary>
/// Plays a capture through the code that live frames go through: the venue's parser, then the state of the feed. A file <c>X.http</c>
/// beside <c>X.ws</c> gives the REST snapshots, each at its time. Books are opened as the capture's subscriptions are acknowledged, or
/// when their first frame comes.
/// </summary>
public sealed class CaptureReplay : IDisposable
{
    private readonly IVenue _venue;
    private readonly IFrameParser _parser;
    private readonly ReplaySink _sink;
    private readonly CaptureReader _frames;
    private readonly CaptureReader? _answers;
    private bool _framesRead;
    private bool _answersRead;
    private bool _hasFrame;
    private bool _hasAnswer;

    /// <param name="venue">In the version of the protocol that the capture was recorded with.</param>
    /// <param name="next">Gets all that is in it.</param>
    public CaptureReplay(IVenue venue, CaptureReader frames, CaptureReader? answers, IMarketDataSink next, IBookObserver? observer = null)
    {
        _venue = venue;
        _parser = venue.CreateParser();
        _frames = frames;
        _answers = answers;
        State = new FeedState(venue, next, observer);
        _sink = new ReplaySink(venue, State);
    }

    /// <summary>Opens <c>X.ws</c> or <c>X.ws.gz</c>, and the <c>X.http</c> beside it if there is one.</summary>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static CaptureReplay Open(IVenue venue, string path, IMarketDataSink next, IBookObserver? observer = null)
    {
        var answers = CaptureFiles.Answers(path);
        return new CaptureReplay(venue, CaptureReader.Open(path), answers is null ? null : CaptureReader.Open(answers), next, observer);
    }

    /// <summary>The books and built candles.</summary>
    public FeedState State { get; }

    public FrameCounts Counts => _parser.Counts;

    /// <summary>The capture's time of the last entry played.</summary>
    public DateTimeOffset Time { get; private set; }

    /// <summary>REST snapshots used, and those that could not be.</summary>
    public (long Used, long Refused) Snapshots { get; private set; }

    /// <summary>Lines of the capture that could not be read.</summary>
    public long MalformedLines => _frames.Malformed + (_answers?.Malformed ?? 0);

    /// <summary>When the next entry came; null at the end.</summary>
    public DateTimeOffset? NextTime => Peek(out var source) ? source.Time : null;

    /// <summary>Plays everything, as fast as it goes.</summary>
    public void Run()
    {
        while (Next(out var source)) Play(source);
    }

    /// <summary>Plays what came up to this time.</summary>
    public void RunTo(DateTimeOffset time)
    {
        while (NextTime <= time && Next(out var source)) Play(source);
    }

    /// <summary>Plays everything in time.</summary>
    /// <param name="speed">1 for real time, 10 for ten times that.</param>
    public async Task RunAsync(double speed, TimeProvider clock, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(speed);
        var started = clock.GetTimestamp();
        DateTimeOffset? first = null;
        while (Next(out var source))
        {
            first ??= source.Time;
            var wait = ((source.Time - first.Value) / speed) - clock.GetElapsedTime(started);
            if (wait > TimeSpan.Zero) await Task.Delay(wait, clock, cancellation).ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
            Play(source);
        }
    }

    public void Dispose()
    {
        _frames.Dispose();
        _answers?.Dispose();
    }

    private bool Next(out CaptureReader source)
    {
        if (!Peek(out source)) return false;
        if (source == _answers) _answersRead = false;
        else _framesRead = false;
        return true;
    }

    // The earlier of the two files' next entries.
    private bool Peek(out CaptureReader source)
    {
        if (!_framesRead) (_hasFrame, _framesRead) = (_frames.Read(), true);
        if (!_answersRead) (_hasAnswer, _answersRead) = (_answers?.Read() ?? false, true);
        var takeAnswer = _hasAnswer && (!_hasFrame || _answers!.Time < _frames.Time);
        source = takeAnswer ? _answers! : _frames;
        return takeAnswer || _hasFrame;
    }

    private void Play(CaptureReader source)
    {
        Time = source.Time;
        switch (source.Kind)
        {
            case CaptureEntryKind.Received:
                _parser.Parse(source.Payload, source.Time, _sink);
                break;
            case CaptureEntryKind.Connected:
                // What a connection before it fed is gone with it.
                State.ConnectionLost(source.Time, "another connection begins in the capture");
                _sink.OpenFromUrl(source.Url);
                break;
            case CaptureEntryKind.Answer:
                TakeSnapshot(source);
                break;
        }
    }

    private void TakeSnapshot(CaptureReader source)
    {
        var stream = _sink.StreamOf(source.Url);
        var update = stream is null ? null : _venue.ParseBookSnapshot(stream, source.Payload, source.Time);
        var book = update is null ? null : State.Book(update.Symbol);
        book?.Apply(update!);
        Snapshots = book is null ? (Snapshots.Used, Snapshots.Refused + 1) : (Snapshots.Used + 1, Snapshots.Refused);
    }
}
