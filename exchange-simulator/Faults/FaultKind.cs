namespace Genesis.ExchangeSimulator;

/// <summary>What the simulated exchange does wrong on command.</summary>
public enum FaultKind
{
    /// <summary>Breaks the open sockets, without a goodbye.</summary>
    Drop,

    /// <summary>Breaks a socket when it receives its n-th message (<see cref="ExchangeFault.Count"/>): half-way through subscribing.</summary>
    DropOnMessage,

    /// <summary>The open sockets stay open, but nothing comes any more: no data, no answer, no pong.</summary>
    Silence,

    /// <summary>The open sockets answer as ever, but bring no market data any more.</summary>
    NoData,

    /// <summary>Leaves data frames out.</summary>
    Gap,

    /// <summary>Sends data frames twice.</summary>
    Duplicate,

    /// <summary>Sends a data frame after the one that follows it.</summary>
    Reorder,

    /// <summary>Book frames carry a checksum (or, where there is none, a size) that is wrong.</summary>
    BadChecksum,

    /// <summary>Each frame is sent late by <see cref="ExchangeFault.Milliseconds"/>.</summary>
    Slow,

    /// <summary>New connections are answered with 503.</summary>
    Refuse,

    /// <summary>A planned cut: the venue announces the end (where it does), and ends the connection after <see cref="ExchangeFault.Milliseconds"/>.</summary>
    Cut,

    /// <summary>Data frames end half-way.</summary>
    Malformed,

    /// <summary>REST requests are answered with 503.</summary>
    RestError,

    /// <summary>The answer to a subscription never comes.</summary>
    NoAcknowledgement,
}
