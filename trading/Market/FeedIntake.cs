using System.Collections.Concurrent;

namespace Genesis.Trading;

/// <summary>Tells what feeds bring to the market data manager, and to nobody else.</summary>
/// <param name="bus">The way there.</param>
public sealed class FeedIntake(IComponentBus bus)
{
    private readonly ConcurrentDictionary<string, long> _lost = new();
    private long _items;

    /// <summary>Items that feeds gave.</summary>
    public long Items => Volatile.Read(ref _items);

    /// <summary>Items that could not be told, by the reason; the ledger has those that were told.</summary>
    public IReadOnlyDictionary<string, long> Lost => _lost;

    /// <summary>Tells an item.</summary>
    /// <returns>Done when there was room for it.</returns>
    public ValueTask Give(string feed, in FeedItem item)
    {
        Interlocked.Increment(ref _items);
        var told = bus.Tell(item.Type, item.Data, feed, new TellOptions
        {
            Key = item.Symbol,
            Origin = EventOrigin.Exchange,
            Only = TradingIds.MarketData,
            Time = item.Time,
            Priority = item.IsUrgent ? EventPriority.High : null,
        });
        if (!told.IsCompletedSuccessfully) return Wait(told);
        Count(told.Result);
        return default;
    }

    /// <summary>Tells an item, and holds the caller while the flow is behind: a feed that waits shows the venue's consumer queue that it is slow, which is bounded and counted.</summary>
    public void GiveNow(string feed, FeedItem item)
    {
        var told = Give(feed, item);
        if (!told.IsCompletedSuccessfully) told.AsTask().GetAwaiter().GetResult();
    }

    private async ValueTask Wait(ValueTask<TellResult> told) => Count(await told);

    private void Count(TellResult told)
    {
        if (told.Refused is { } reason) _lost.AddOrUpdate(reason, 1, static (_, count) => count + 1);
    }
}
