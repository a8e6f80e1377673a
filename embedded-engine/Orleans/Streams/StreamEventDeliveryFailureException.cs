namespace Orleans.Streams;

/// <summary>An event could not be delivered to a subscription within the time allowed for it.</summary>
[GenerateSerializer]
public sealed class StreamEventDeliveryFailureException : Runtime.OrleansException
{
    /// <summary>An error without a message of its own.</summary>
    public StreamEventDeliveryFailureException()
    {
    }

    /// <summary>An error.</summary>
    public StreamEventDeliveryFailureException(string message)
        : base(message)
    {
    }

    /// <summary>An error with its cause.</summary>
    public StreamEventDeliveryFailureException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
