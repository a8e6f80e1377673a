namespace Genesis.Doors.Sockets;

/// <summary>So many a second, and twice as many at once.</summary>
internal struct TokenBucket(TimeSpan now)
{
    private TimeSpan _emptyAt = now;

    /// <summary>Takes one.</summary>
    /// <param name="now">The time.</param>
    /// <param name="perSecond">How many there are each second.</param>
    /// <returns>How long to wait before going on.</returns>
    public TimeSpan Take(TimeSpan now, int perSecond)
    {
        // The time at which all that was taken has come back.
        if (_emptyAt < now) _emptyAt = now;
        _emptyAt += TimeSpan.FromSeconds(1.0 / perSecond);
        var ahead = _emptyAt - now - TimeSpan.FromSeconds(2);
        return ahead > TimeSpan.Zero ? ahead : TimeSpan.Zero;
    }
}
