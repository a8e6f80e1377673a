namespace Orleans.Streams;

/// <summary>A consumer asked for a place in the stream that is not in memory any more. Delivery goes on with what is.</summary>
[GenerateSerializer]
public sealed class QueueCacheMissException : DataNotAvailableException
{
    /// <summary>An error without a message of its own.</summary>
    public QueueCacheMissException()
        : this("Item no longer in cache")
    {
    }

    /// <summary>An error.</summary>
    public QueueCacheMissException(string message)
        : base(message)
    {
    }

    /// <summary>An error with its cause.</summary>
    public QueueCacheMissException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>An error with the places.</summary>
    public QueueCacheMissException(StreamSequenceToken requested, StreamSequenceToken low, StreamSequenceToken high)
        : this(requested.ToString(), low.ToString(), high.ToString())
    {
    }

    /// <summary>An error with the places.</summary>
    public QueueCacheMissException(string? requested, string? low, string? high)
        : base($"Item not found in cache. Requested: {requested}, Low: {low}, High: {high}")
    {
        (Requested, Low, High) = (requested, low, high);
    }

    /// <summary>What was asked for.</summary>
    [Id(0)]
    public string? Requested { get; private set; }

    /// <summary>The oldest that is there.</summary>
    [Id(1)]
    public string? Low { get; private set; }

    /// <summary>The newest that is there.</summary>
    [Id(2)]
    public string? High { get; private set; }
}
