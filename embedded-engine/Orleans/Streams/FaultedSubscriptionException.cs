namespace Orleans.Streams;

/// <summary>The subscription failed and gets no more events.</summary>
[GenerateSerializer]
public sealed class FaultedSubscriptionException : Runtime.OrleansException
{
    /// <summary>An error without a message of its own.</summary>
    public FaultedSubscriptionException()
    {
    }

    /// <summary>An error.</summary>
    public FaultedSubscriptionException(string message)
        : base(message)
    {
    }

    /// <summary>An error with its cause.</summary>
    public FaultedSubscriptionException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
