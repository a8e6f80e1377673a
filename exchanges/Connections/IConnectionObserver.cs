namespace Genesis.Exchanges;

/// <summary>Told what happens to a connection. Called on the connection's own threads: quick, and not throwing. All have empty bodies to begin with.</summary>
public interface IConnectionObserver
{
    void OnState(string link, LinkState state, string reason)
    {
    }

    void OnGap(StreamGap gap)
    {
    }

    void OnOverlap(StreamOverlap overlap)
    {
    }

    void OnRejected(StreamKey stream, string reason)
    {
    }

    void OnDoubt(OrderBook book, BookDoubt doubt)
    {
    }

    void OnMalformed(MalformedFrame frame)
    {
    }
}
