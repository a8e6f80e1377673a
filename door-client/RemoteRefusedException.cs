namespace Genesis.DoorClient;

/// <summary>The door does not want this program, and trying again would not help.</summary>
public sealed class RemoteRefusedException : Exception
{
    /// <summary>Says why.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="code">HTTP status, or close code from 1000 on.</param>
    /// <param name="cause">What was caught.</param>
    public RemoteRefusedException(string message, int code, Exception? cause = null)
        : base(message, cause) => Code = code;

    /// <summary>HTTP status, or close code from 1000 on.</summary>
    public int Code { get; }
}
