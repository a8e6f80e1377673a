namespace Genesis.Exchanges;

/// <summary>How a consumer wants a stream.</summary>
public sealed record StreamOptions
{
    public static StreamOptions Default { get; } = new();

    /// <summary>Higher is subscribed and resynced earlier after a break: books of open positions first.</summary>
    public int Priority { get; init; }

    /// <summary>What is told of a book.</summary>
    public BookEvents BookEvents { get; init; }

    /// <summary>Levels per side in a book's state.</summary>
    public int Depth { get; init; } = 10;

    /// <summary>Items that may wait for the callback. What comes on top is dropped, counted and reported as a gap.</summary>
    public int QueueCapacity { get; init; } = 4096;
}
