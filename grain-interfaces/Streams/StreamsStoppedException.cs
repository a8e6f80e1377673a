namespace Genesis.Streams;

/// <summary>Reports that a stream provider takes no events any more because its silo or client stops.</summary>
[GenerateSerializer, Alias("genesis.streams.stopped")]
public sealed class StreamsStoppedException : Exception
{
    /// <summary>Creates an exception with a default message.</summary>
    public StreamsStoppedException()
        : this("The stream provider has stopped.")
    {
    }

    /// <summary>Creates an exception with a message.</summary>
    public StreamsStoppedException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception with a message and its cause.</summary>
    public StreamsStoppedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
