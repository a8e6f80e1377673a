namespace Genesis.Streams;

/// <summary>
/// Reports an event that was dropped because its stream holds as much as it may. A producer that awaits its sends never sees this.
/// </summary>
[GenerateSerializer, Alias("genesis.streams.full")]
public sealed class StreamFullException : Exception
{
    /// <summary>Creates an exception with a default message.</summary>
    public StreamFullException()
        : this("The stream is full.")
    {
    }

    /// <summary>Creates an exception with a message.</summary>
    public StreamFullException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception with a message and its cause.</summary>
    public StreamFullException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal StreamFullException(StreamId streamId, int limit)
        : this($"Stream {streamId} is full: {limit} events wait in it. "
            + "Await each OnNextAsync before the next one, or raise MaxQueuedPerStream.")
    {
    }
}
