namespace Orleans.Runtime;

/// <summary>The silo stopped, is stopping or cannot be reached. A call that was under way may or may not have run.</summary>
[GenerateSerializer]
public sealed class SiloUnavailableException : OrleansMessageRejectionException
{
    /// <summary>An error without a message of its own.</summary>
    public SiloUnavailableException()
        : base("Silo unavailable")
    {
    }

    /// <summary>An error.</summary>
    public SiloUnavailableException(string msg)
        : base(msg)
    {
    }

    /// <summary>An error with its cause.</summary>
    public SiloUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
