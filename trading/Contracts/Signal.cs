using Genesis.Exchanges;

namespace Genesis.Trading;

/// <summary>What a strategy wants done. Each is accepted or refused exactly once.</summary>
/// <param name="Id">Identifies it: the strategy's name and number.</param>
/// <param name="Strategy">Who wants it.</param>
/// <param name="Symbol">As <c>BTC-USDT</c>.</param>
/// <param name="Side">Buy or sell.</param>
/// <param name="Amount">How much of the base currency.</param>
/// <param name="Price">The price that it was decided at.</param>
/// <param name="Reason">Why, for people.</param>
/// <param name="Certificate">The data that it rests on; null where there is no book.</param>
[GenerateSerializer, Immutable, Alias("Genesis.Trading.Signal")]
public sealed record Signal(
    [property: Id(0)] string Id, [property: Id(1)] string Strategy, [property: Id(2)] string Symbol, [property: Id(3)] Side Side,
    [property: Id(4)] decimal Amount, [property: Id(5)] decimal Price, [property: Id(6)] string Reason, [property: Id(7)] DataCertificate? Certificate);
