namespace Genesis.Exchanges;

/// <summary>
/// What has been asked for on one socket and not answered yet. Venues answer by stream, by request, or (Coinbase) by nothing but the order.
/// </summary>
internal sealed class Subscriptions
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (StreamKey Stream, long SentAt)> _waiting = [];
    private readonly List<OutgoingFrame> _sent = [];

    public int Waiting
    {
        get
        {
            lock (_gate) return _waiting.Count;
        }
    }

    public bool IsWaiting(StreamKey carrier)
    {
        lock (_gate) return _waiting.ContainsKey(carrier.Name);
    }

    public void Want(IEnumerable<StreamKey> carriers)
    {
        lock (_gate)
            foreach (var carrier in carriers) _waiting[carrier.Name] = (carrier, 0);
    }

    public void Forget(IEnumerable<StreamKey> carriers)
    {
        lock (_gate)
            foreach (var carrier in carriers) _waiting.Remove(carrier.Name);
    }

    public void Sent(OutgoingFrame frame, long at)
    {
        lock (_gate)
        {
            _sent.Add(frame);
            foreach (var stream in frame.Streams)
                if (_waiting.ContainsKey(stream.Name)) _waiting[stream.Name] = (stream, at);
        }
    }

    /// <summary>Takes an answer. Returns the carriers that it is about.</summary>
    public IReadOnlyList<StreamKey> Answer(VenueNotice notice)
    {
        lock (_gate)
        {
            if (notice.Stream is { } name) return _waiting.Remove(name, out var one) ? [one.Stream] : [];
            var index = notice.RequestId != 0 ? _sent.FindIndex(frame => frame.RequestId == notice.RequestId) : _sent.Count > 0 ? 0 : -1;
            if (index < 0) return [];
            var frame = _sent[index];
            _sent.RemoveAt(index);
            return [.. frame.Streams.Where(stream => _waiting.Remove(stream.Name))];
        }
    }

    /// <summary>How long the venue has owed an answer.</summary>
    public TimeSpan? OldestUnanswered(long now, TimeProvider time)
    {
        lock (_gate)
        {
            var oldest = long.MaxValue;
            foreach (var (_, sentAt) in _waiting.Values)
                if (sentAt != 0) oldest = Math.Min(oldest, sentAt);
            return oldest == long.MaxValue ? null : time.GetElapsedTime(oldest, now);
        }
    }
}
