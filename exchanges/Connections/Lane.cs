namespace Genesis.Exchanges;

/// <summary>One stream of a link: who wants it, how far it has come, and whether there is a gap to tell. Changed under the link's lock.</summary>
internal sealed class Lane(StreamKey stream, StreamKey carrier, ReconnectBackoff resyncs)
{
    private readonly TaskCompletionSource<bool> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private GapReason? _gap;
    private DateTimeOffset? _lastTime;
    private long? _lastNumber;

    public StreamKey Stream => stream;

    /// <summary>The stream that is subscribed for it.</summary>
    public StreamKey Carrier => carrier;

    public Consumer[] Consumers { get; set; } = [];

    /// <summary>Set by name; the highest of it and the consumers' counts.</summary>
    public int Boost { get; set; }

    public int Priority => Consumers.Length == 0 ? Boost : Math.Max(Boost, Consumers.Max(consumer => consumer.Options.Priority));

    /// <summary>Whether the venue confirmed it on the present socket.</summary>
    public bool Confirmed { get; set; }

    /// <summary>Whether it was ever confirmed: true, or false when it was refused before.</summary>
    public Task<bool> First => _first.Task;

    public bool Resyncing { get; set; }

    /// <summary>When a book in need may be helped next, as a timestamp.</summary>
    public long ResyncAt { get; set; }

    /// <summary>When a stream that the venue refused is asked for again, as a timestamp; 0 when it is not.</summary>
    public long RetryAt { get; set; }

    /// <summary>When the book became good, as a timestamp; 0 while it is not.</summary>
    public long GoodSince { get; set; }

    public ReconnectBackoff Resyncs => resyncs;

    public void Answered(bool accepted) => _first.TrySetResult(accepted);

    /// <summary>From here on something may be missing. What began first stays the reason.</summary>
    public void OpenGap(GapReason reason)
    {
        if (_lastTime is not null) _gap ??= reason;
    }

    /// <summary>Notes an item. Returns the gap that it ends, if there is one.</summary>
    public StreamGap? Note(DateTimeOffset received, long? number, bool counts)
    {
        StreamGap? gap = null;
        if (_gap is { } reason)
        {
            var missing = counts && number - _lastNumber - 1 is { } between and >= 0 ? between : (long?)null;
            gap = new StreamGap(stream, reason, _lastTime, received, _lastNumber, number, missing);
            _gap = null;
        }
        _lastTime = received;
        _lastNumber = number;
        return gap;
    }
}
