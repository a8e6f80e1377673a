namespace Genesis.Trading;

/// <summary>Brings market data to the flow: a live venue, or something of your own. Disposing ends it: nothing is given after.</summary>
public interface IMarketFeed : IAsyncDisposable
{
    /// <summary>Its name, for people and as the source of its events, such as <c>okx</c>.</summary>
    string Name { get; }

    /// <summary>Begins to bring. Does not wait for the venue.</summary>
    /// <param name="give">Takes an item; items of one stream one after the other. It may hold its caller for a moment when the flow is behind.</param>
    void Start(Action<FeedItem> give);
}
