namespace Genesis.Trading;

/// <summary>Types of the requests of the flow.</summary>
public static class TradingRequests
{
    /// <summary>To the exchange manager. Data: <see cref="OrderRequest"/>; answer: <see cref="OrderAnswer"/>.</summary>
    public const string ExecuteTrade = "execute_trade";

    /// <summary>As <see cref="ExecuteTrade"/>, but only what makes a position smaller; passes in every mode.</summary>
    public const string ReduceOnly = "reduce_only";

    /// <summary>To the exchange manager. Data: <c>{"clientOrderId"}</c>; answer: <see cref="OrderAnswer"/>.</summary>
    public const string OrderStatus = "order_status";

    /// <summary>To the exchange manager. Data: <c>{"clientOrderId"}</c>; answer: <see cref="OrderAnswer"/>. Passes in every mode.</summary>
    public const string Cancel = "cancel";

    /// <summary>To the exchange manager. Data: <c>{"symbol"?}</c>; answer: <c>{"cancelled"}</c>. Passes in every mode.</summary>
    public const string CancelAll = "cancel_all";

    /// <summary>To the exchange manager: open orders. Answer: a list of <see cref="OrderReport"/>.</summary>
    public const string OpenOrders = "open_orders";

    /// <summary>To the exchange manager. Data: <c>{"after"}</c>; answer: the fills with higher numbers.</summary>
    public const string Fills = "fills";

    /// <summary>To the exchange manager: what the account holds at one moment. Answer: <see cref="AccountReport"/>. Passes in every mode.</summary>
    public const string Account = "account";

    /// <summary>To the risk manager, by the exchange manager, for orders that make a position smaller: reserves nothing. Passes in every mode.</summary>
    public const string ApproveReduction = "approve_reduction";

    /// <summary>To the risk manager, by the exchange manager, for every order: reserves exposure for 1 s.</summary>
    public const string ApproveOrder = "approve_order";

    /// <summary>To the risk manager: spends an approval, once.</summary>
    public const string SpendApproval = "spend_approval";

    /// <summary>To the risk manager, before an order is made of a signal: whether it would be allowed. Reserves nothing.</summary>
    public const string CheckSignal = "check_signal";

    /// <summary>To the risk manager: stops all new orders, for good. Passes in every mode.</summary>
    public const string KillSwitch = "kill_switch";

    /// <summary>To the risk manager: takes the kill switch back. Needs the admin scope at the doors.</summary>
    public const string ReleaseKillSwitch = "release_kill_switch";

    /// <summary>To strategy manager, signal processor, risk manager, exchange manager, portfolio: what they have counted and hold.</summary>
    public const string Summary = "summary";
}
