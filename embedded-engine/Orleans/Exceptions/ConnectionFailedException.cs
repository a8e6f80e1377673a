namespace Orleans.Runtime.Messaging;

/// <summary>A connection to a silo could not be opened.</summary>
[GenerateSerializer]
public class ConnectionFailedException : OrleansException
{
    /// <summary>An error without a message of its own.</summary>
    public ConnectionFailedException()
    {
    }

    /// <summary>An error.</summary>
    public ConnectionFailedException(string message)
        : base(message)
    {
    }

    /// <summary>An error with its cause.</summary>
    public ConnectionFailedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
