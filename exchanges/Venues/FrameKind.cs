namespace Genesis.Exchanges;

/// <summary>What a frame turned out to be.</summary>
public enum FrameKind
{
    Trades,
    Quotes,
    Book,
    Candles,

    /// <summary>Acknowledgements, heartbeats, pings, status, errors: see <see cref="VenueNotice"/>.</summary>
    Notice,

    /// <summary>Well-formed, but of a kind that is not known: counted, then dropped.</summary>
    Unknown,

    /// <summary>Not what the venue's protocol allows: counted and reported.</summary>
    Malformed,
}
