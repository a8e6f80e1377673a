namespace Orleans.Runtime;

/// <summary>A message was not delivered. The call has not run, unless the text says otherwise.</summary>
[GenerateSerializer]
public class OrleansMessageRejectionException : OrleansException
{
    internal OrleansMessageRejectionException(string message)
        : base(message)
    {
    }

    internal OrleansMessageRejectionException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
