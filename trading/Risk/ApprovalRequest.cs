using Genesis.Exchanges;

namespace Genesis.Trading;

/// <summary>Data of <c>approve_order</c> and <c>approve_reduction</c>: an order before it goes to the venue.</summary>
/// <param name="ClientOrderId">The order.</param>
/// <param name="Symbol">As <c>BTC-USDT</c>.</param>
/// <param name="Side">Buy or sell.</param>
/// <param name="Amount">How much of the base currency.</param>
/// <param name="Price">The worst price that it may be executed at, in the quote currency.</param>
/// <param name="Certificate">The data that it was decided on.</param>
/// <param name="Account">The life of the account that it is for: another one than before makes risk look at the account anew.</param>
[GenerateSerializer, Immutable, Alias("Genesis.Trading.ApprovalRequest")]
public sealed record ApprovalRequest(
    [property: Id(0)] string ClientOrderId, [property: Id(1)] string Symbol, [property: Id(2)] Side Side, [property: Id(3)] decimal Amount,
    [property: Id(4)] decimal Price, [property: Id(5)] DataCertificate Certificate, [property: Id(6)] string Account);
