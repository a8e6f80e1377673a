using Orleans.Runtime.Providers;

namespace Genesis.Streams;

/// <summary>The pauses before a delivery or a read is tried again: 20 ms, then twice as long each time, up to a second.</summary>
internal sealed class RetryPauses : IMessageDeliveryBackoffProvider, IQueueReaderBackoffProvider
{
    private const int DoublingsUntilLongest = 6;
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    public TimeSpan Next(int attempt) => attempt >= DoublingsUntilLongest ? Longest : Shortest * (1 << Math.Max(attempt, 0));
}
