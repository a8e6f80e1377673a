using System.Collections.Frozen;

namespace Genesis.Trading;

/// <summary>Which status of an order may follow which. Whatever is not here is a bug, and throws.</summary>
public static class OrderTable
{
    private static readonly FrozenDictionary<OrderStatus, OrderStatus[]> Table = new Dictionary<OrderStatus, OrderStatus[]>
    {
        [OrderStatus.Pending] = [OrderStatus.Open, OrderStatus.PartiallyFilled, OrderStatus.Filled, OrderStatus.Cancelled, OrderStatus.Rejected, OrderStatus.Unknown],
        [OrderStatus.Unknown] = [OrderStatus.Open, OrderStatus.PartiallyFilled, OrderStatus.Filled, OrderStatus.Cancelled, OrderStatus.Rejected],
        [OrderStatus.Open] = [OrderStatus.PartiallyFilled, OrderStatus.Filled, OrderStatus.Cancelled],
        [OrderStatus.PartiallyFilled] = [OrderStatus.PartiallyFilled, OrderStatus.Filled, OrderStatus.Cancelled],
        [OrderStatus.Filled] = [],
        [OrderStatus.Cancelled] = [],
        [OrderStatus.Rejected] = [],
    }.ToFrozenDictionary();

    /// <summary>Whether an order with that status changes no more.</summary>
    public static bool IsFinal(OrderStatus status) => Table[status].Length == 0;

    /// <summary>Whether one may follow the other.</summary>
    public static bool Allows(OrderStatus from, OrderStatus to) => Array.IndexOf(Table[from], to) >= 0;

    /// <summary>The order with another status.</summary>
    /// <exception cref="InvalidOperationException">That status may not follow its present one.</exception>
    public static OrderReport Move(OrderReport order, OrderStatus to, DateTimeOffset now, string? reason = null) => Allows(order.Status, to)
        ? order with { Status = to, UpdatedAt = now, Reason = reason ?? order.Reason }
        : throw new InvalidOperationException($"Order {order.ClientOrderId} is {order.Status} and cannot become {to}.");
}
