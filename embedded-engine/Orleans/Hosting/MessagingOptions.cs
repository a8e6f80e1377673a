using System.Diagnostics;

namespace Orleans.Configuration;

/// <summary>Calls, as silos and clients alike make them.</summary>
public abstract class MessagingOptions
{
    private TimeSpan _responseTimeout = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a caller waits for the response; then it gets <see cref="TimeoutException"/>, and the outcome is unknown. Default: 30 s.
    /// While a debugger is attached, <see cref="ResponseTimeoutWithDebugger"/> counts instead.
    /// </summary>
    public TimeSpan ResponseTimeout
    {
        get => Debugger.IsAttached ? ResponseTimeoutWithDebugger : _responseTimeout;
        set => _responseTimeout = value;
    }

    /// <summary>The response timeout while a debugger is attached. Default: 30 minutes.</summary>
    public TimeSpan ResponseTimeoutWithDebugger { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Whether a request is dropped unexecuted if its caller has given up before its turn comes. Default: true.</summary>
    public bool DropExpiredMessages { get; set; } = true;

    /// <summary>The largest message header between processes, in bytes. Default: 10 MiB.</summary>
    public int MaxMessageHeaderSize { get; set; } = 10 * 1024 * 1024;

    /// <summary>The largest message body between processes, in bytes. Default: 100 MiB.</summary>
    public int MaxMessageBodySize { get; set; } = 100 * 1024 * 1024;

    /// <summary>Whether a call that times out is cancelled at the callee. Default: false.</summary>
    public bool CancelRequestOnTimeout { get; set; }

    /// <summary>
    /// Whether a cancelled caller waits for the callee's answer (true) or gets <see cref="OperationCanceledException"/> at once (false).
    /// Default: false.
    /// </summary>
    public bool WaitForCancellationAcknowledgement { get; set; }

    /// <summary>The response timeout, debugger or not.</summary>
    internal TimeSpan ConfiguredResponseTimeout => _responseTimeout;
}
