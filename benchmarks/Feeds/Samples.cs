namespace Genesis.Benchmarks.Feeds;

/// <summary>Frames as the venues send them, one of each kind.</summary>
internal static class Samples
{
    public static readonly (string Venue, string Kind, string Frame)[] All =
    [
        ("binance", "trade", """{"stream":"btcusdt@aggTrade","data":{"e":"aggTrade","E":1633998523963,"s":"BTCUSDT","a":15683430,"p":"57280.00000000","q":"0.05800000","f":19862790,"l":19862790,"T":1633998523963,"m":false,"M":true}}"""),
        ("binance", "quote", """{"stream":"btcusdt@bookTicker","data":{"u":499869768,"s":"BTCUSDT","b":"57280.10000000","B":"0.67200000","a":"57280.20000000","A":"3.19900000"}}"""),
        ("binance", "delta", """{"stream":"btcusdt@depth@100ms","data":{"e":"depthUpdate","E":1633998512068,"s":"BTCUSDT","U":499869750,"u":499869752,"b":[["57280.10000000","0.19500000"],["57279.50000000","5.54800000"],["57278.40000000","0.22200000"]],"a":[["57283.00000000","1.00000000"]]}}"""),
        ("coinbase", "trade", """{"type":"match","trade_id":280232,"maker_order_id":"2a0da34e-61f7-4c36-88e5-c9dd15927b16","taker_order_id":"3c82abaa-c01e-4608-be59-6a1e69742891","side":"sell","size":"0.985","price":"57280.05","product_id":"BTC-USD","sequence":177100030,"time":"2021-04-17T16:43:37.089723Z"}"""),
        ("coinbase", "quote", """{"type":"ticker","sequence":37475248783,"product_id":"BTC-USD","price":"57280.22","open_24h":"57110.79","volume_24h":"24553.79","low_24h":"56280.52","high_24h":"58313.8","volume_30d":"978783.60","best_bid":"57280.04","best_bid_size":"0.46688654","best_ask":"57280.27","best_ask_size":"1.56637040","side":"buy","time":"2021-04-17T16:43:37.075687Z","trade_id":370843401,"last_size":"0.4"}"""),
        ("coinbase", "delta", """{"type":"l2update","product_id":"BTC-USD","changes":[["sell","57281.06","0.66055000"]],"time":"2021-04-17T16:43:37.075687Z"}"""),
        ("kraken", "trade", """{"channel":"trade","type":"update","data":[{"symbol":"BTC/USD","side":"sell","price":57280.1,"qty":0.00012460,"ord_type":"market","trade_id":10218209,"timestamp":"2023-11-14T22:13:20.000000Z"}]}"""),
        ("kraken", "quote", """{"channel":"ticker","type":"update","data":[{"symbol":"BTC/USD","bid":57280.1,"bid_qty":0.74,"ask":57280.2,"ask_qty":1.36144813,"last":57280.1,"volume":997.38,"vwap":57110.1,"low":56000.9,"high":58000.1,"change":-200.2,"change_pct":-1.9}]}"""),
        ("kraken", "delta", """{"channel":"book","type":"update","data":[{"symbol":"BTC/USD","bids":[{"price":57280.1,"qty":0.25000000}],"asks":[],"checksum":2114181697,"timestamp":"2023-10-06T17:35:55.440295Z"}]}"""),
        ("okx", "trade", """{"arg":{"channel":"trades","instId":"BTC-USDT"},"data":[{"instId":"BTC-USDT","tradeId":"130639474","px":"57280.9","sz":"0.12060306","side":"buy","ts":"1630048897897","count":"3"}]}"""),
        ("okx", "quote", """{"arg":{"channel":"bbo-tbt","instId":"BTC-USDT"},"data":[{"asks":[["57280.98","4.15","0","13"]],"bids":[["57280.97","2.56","0","12"]],"ts":"1597026383085","seqId":123456}]}"""),
        ("okx", "delta", """{"arg":{"channel":"books","instId":"BTC-USDT"},"action":"update","data":[{"asks":[["57285.4","0","0","0"],["57287","4.5","0","1"],["57290.3","1.9","0","1"]],"bids":[["57270.6","0.452","0","1"]],"ts":"1652459225464","checksum":0,"prevSeqId":123456,"seqId":123457}]}"""),
        ("bybit", "trade", """{"topic":"publicTrade.BTCUSDT","type":"snapshot","ts":1672304486868,"data":[{"i":"2290000000061666327","T":1672304486865,"p":"57280.50","v":"0.001","S":"Sell","s":"BTCUSDT","BT":false}]}"""),
        ("bybit", "quote", """{"topic":"orderbook.1.BTCUSDT","type":"snapshot","ts":1672304484978,"data":{"s":"BTCUSDT","b":[["57280.50","0.006"]],"a":[["57280.60","0.029"]],"u":18521288,"seq":7961638724},"cts":1672304484976}"""),
        ("bybit", "delta", """{"topic":"orderbook.200.BTCUSDT","type":"delta","ts":1687940967466,"data":{"s":"BTCUSDT","b":[["57280.20","3.028"],["57279.40","0"]],"a":[["57285.10","0.5"]],"u":177400507,"seq":66544703342},"cts":1687940967464}"""),
    ];
}
