using Orleans.Configuration;

namespace Genesis.Embedded;

/// <summary>
/// The gateway between processes: its token, its limits and its patience. The same class on both ends: a silo reads it for the connections it
/// accepts, a client for the one it makes.
/// </summary>
public sealed class GatewayOptions
{
    /// <summary>
    /// The secret that a client must show. Without one a silo listens on loopback addresses only. It travels as it is, so use it on networks
    /// that you trust, or through a tunnel. Never logged. Default: none.
    /// </summary>
    public string? Token { get; set; }

    /// <summary>
    /// The largest message in bytes; <see cref="MessagingOptions.MaxMessageBodySize"/> holds too, if it is smaller. Default: 16 MiB.
    /// </summary>
    public int MaxMessageSize { get; set; } = 16 * 1024 * 1024;

    /// <summary>How many clients a silo serves at a time; the next one is refused. Default: 1,000.</summary>
    public int MaxConnections { get; set; } = 1000;

    /// <summary>
    /// How many calls may wait for their answer on one connection, in each direction; the next one fails with
    /// <see cref="Orleans.Runtime.GatewayTooBusyException"/>. Default: 50,000.
    /// </summary>
    public int MaxPendingCalls { get; set; } = 50_000;

    /// <summary>How many messages may wait to be sent on one connection; with more the other side is too slow and is disconnected. Default: 100,000.</summary>
    public int MaxQueuedMessages { get; set; } = 100_000;

    /// <summary>How long one batch of messages may take to leave; then the other side does not read and is disconnected. Default: 10 s.</summary>
    public TimeSpan SendTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>After so long without a message from the other side it is asked for a sign of life. Default: 10 s.</summary>
    public TimeSpan KeepAlivePeriod { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>After so long without any message the connection counts as dead and is closed. Default: 30 s.</summary>
    public TimeSpan KeepAliveTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long connecting may take, from opening the connection to the silo's welcome. Default: 5 s.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The longest wait of a client between two attempts to reconnect. Waits begin at 50 ms, double, and vary by a quarter up and down. Default: 5 s.
    /// </summary>
    public TimeSpan MaxReconnectDelay { get; set; } = TimeSpan.FromSeconds(5);
}
