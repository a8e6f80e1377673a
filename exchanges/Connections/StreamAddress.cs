namespace Genesis.Exchanges;

/// <summary>What a record tells of the stream that brought it. A link has at most one stream of each address, so the record finds its way back.</summary>
internal readonly record struct StreamAddress(Channel Channel, Symbol Symbol, TimeSpan Interval)
{
    public static StreamAddress Of(StreamKey stream) => new(stream.Channel, stream.Symbol, stream.Interval);

    public static StreamAddress Trades(Symbol symbol) => new(Channel.Trades, symbol, default);

    public static StreamAddress Quotes(Symbol symbol) => new(Channel.Quotes, symbol, default);

    public static StreamAddress Book(Symbol symbol) => new(Channel.Book, symbol, default);

    public static StreamAddress Candles(Symbol symbol, TimeSpan interval) => new(Channel.Candles, symbol, interval);
}
