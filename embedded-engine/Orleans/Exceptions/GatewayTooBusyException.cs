namespace Orleans.Runtime;

/// <summary>The gateway refused a call because it has too many under way. The call has not run.</summary>
[GenerateSerializer]
public sealed class GatewayTooBusyException : OrleansException
{
    /// <summary>An error without a message of its own.</summary>
    public GatewayTooBusyException()
        : base("Gateway too busy")
    {
    }

    /// <summary>An error.</summary>
    public GatewayTooBusyException(string message)
        : base(message)
    {
    }

    /// <summary>An error with its cause.</summary>
    public GatewayTooBusyException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
