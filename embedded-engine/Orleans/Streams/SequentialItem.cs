namespace Orleans.Streams;

/// <summary>An event with its position.</summary>
[GenerateSerializer]
public class SequentialItem<T>
{
    /// <summary>An event with its position.</summary>
    public SequentialItem(T item, StreamSequenceToken token)
    {
        Item = item;
        Token = token;
    }

    /// <summary>The event.</summary>
    [Id(0)]
    public T Item { get; }

    /// <summary>The position.</summary>
    [Id(1)]
    public StreamSequenceToken Token { get; }
}
