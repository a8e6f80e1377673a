namespace Orleans.Streams;

/// <summary>The events that a consumer asked for are not there any more.</summary>
[GenerateSerializer]
public class DataNotAvailableException : Runtime.OrleansException
{
    /// <summary>An error without a message of its own.</summary>
    public DataNotAvailableException()
        : this("Data not found")
    {
    }

    /// <summary>An error.</summary>
    public DataNotAvailableException(string message)
        : base(message)
    {
    }

    /// <summary>An error with its cause.</summary>
    public DataNotAvailableException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
