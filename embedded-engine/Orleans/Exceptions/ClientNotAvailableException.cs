namespace Orleans.Runtime;

/// <summary>The client that holds an observer is gone.</summary>
[GenerateSerializer]
public sealed class ClientNotAvailableException : OrleansException
{
    internal ClientNotAvailableException(GrainId clientId)
        : base($"Client '{clientId}' is not connected.")
    {
    }

    internal ClientNotAvailableException(string message)
        : base(message)
    {
    }

    internal ClientNotAvailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
