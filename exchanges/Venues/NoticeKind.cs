namespace Genesis.Exchanges;

/// <summary>What a venue says about the connection itself.</summary>
public enum NoticeKind
{
    /// <summary>A subscription, or a message with several, is in force.</summary>
    Subscribed,
    Unsubscribed,

    /// <summary>A subscription was refused.</summary>
    Rejected,

    /// <summary>The venue wants <see cref="VenueNotice.Reply"/> sent back.</summary>
    Ping,
    Pong,
    Heartbeat,

    /// <summary>The venue is about to end this connection: open another now.</summary>
    Closing,

    /// <summary>State of the venue: online, maintenance.</summary>
    Status,

    /// <summary>An error that belongs to no subscription.</summary>
    Error,
}
