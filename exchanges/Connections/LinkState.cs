namespace Genesis.Exchanges;

/// <summary>Where a link to a venue is in its life.</summary>
public enum LinkState
{
    /// <summary>Made, not started.</summary>
    Idle,

    /// <summary>On its way to a socket: the first one, or the next after a break.</summary>
    Connecting,

    /// <summary>The socket is open; subscriptions are being asked for.</summary>
    Subscribing,

    /// <summary>The venue has confirmed every subscription.</summary>
    Live,

    /// <summary>The user has asked for the end. Nothing leads back from here.</summary>
    Closing,

    /// <summary>Ended: no socket, no task.</summary>
    Closed,
}
