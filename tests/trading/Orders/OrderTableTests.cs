using Genesis.Exchanges;
using Genesis.Tests.Trading.Fixture;
using Genesis.Trading;

namespace Genesis.Tests.Trading.Orders;

public sealed class OrderTableTests
{
    [Fact]
    public void What_has_ended_stays_ended()
    {
        foreach (var last in Enum.GetValues<OrderStatus>().Where(OrderTable.IsFinal))
            foreach (var next in Enum.GetValues<OrderStatus>())
            {
                var order = Market.Order("a", Side.Buy, 1).Report with { Status = last };
                Should.Throw<InvalidOperationException>(() => OrderTable.Move(order, next, Market.Start)).Message.ShouldContain($"{last} and cannot become {next}");
            }
        Enum.GetValues<OrderStatus>().Where(OrderTable.IsFinal).ShouldBe([OrderStatus.Filled, OrderStatus.Cancelled, OrderStatus.Rejected], ignoreOrder: true);
    }

    [Fact]
    public void From_every_other_status_an_order_can_still_be_filled_and_cancelled()
    {
        foreach (var status in Enum.GetValues<OrderStatus>().Where(static status => !OrderTable.IsFinal(status)))
            (OrderTable.Allows(status, OrderStatus.Filled), OrderTable.Allows(status, OrderStatus.Cancelled), OrderTable.Allows(status, OrderStatus.Pending)).ShouldBe((true, true, false));
        OrderTable.Allows(OrderStatus.Open, OrderStatus.Rejected).ShouldBeFalse();
    }
}
