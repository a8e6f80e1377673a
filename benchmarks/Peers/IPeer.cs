namespace Genesis.Benchmarks.Peers;

/// <summary>A library that is measured: the same work for all, done as each library's own documentation does it.</summary>
internal interface IPeer : IAsyncDisposable
{
    /// <summary>The name in the figures.</summary>
    string Name { get; }

    /// <summary>One caller outside: sends the target of that number one message after the other, the next when the answer to the last one is there.</summary>
    /// <returns>How many were answered until the time was over.</returns>
    Task<long> CallAsync(int target, Period time);

    /// <summary>Lets one target ask another so many times, one after the other.</summary>
    Task AskBetweenAsync(long asks);

    /// <summary>Publishes so many events to 100 subscribers and ends when each has handled all of them.</summary>
    Task DeliverAsync(long events);
}
