using FsCheck;
using FsCheck.Fluent;
using Genesis.Exchanges;
using Genesis.Trading;
using static Genesis.Tests.Trading.Fixture.Market;

namespace Genesis.Tests.Trading.Risk;

/// <summary>Limits, approvals and the kill switch, as functions.</summary>
public sealed class RiskRulesTests
{
    private static readonly RiskOptions Limits = new() { MaxOrder = 1000, MaxPosition = 2500, MaxOrdersPerSecond = 5, MaxLoss = 100 };
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(200);

    [Fact]
    public void However_orders_come_together_the_limits_hold() => Prop.ForAll<int>(seed =>
    {
        var random = new Random(seed);
        var (state, now) = (RiskState.Empty, Start);
        List<DateTimeOffset> approved = [];
        Dictionary<string, (Approval Approval, decimal Amount)> open = [];
        var (held, fills) = (0m, 0);
        for (var step = 0; step < 100; step++)
        {
            now += TimeSpan.FromMilliseconds(random.Next(120));
            switch (random.Next(4))
            {
                case 0 or 1:
                    var amount = random.Next(1, 12);
                    var order = Wanted($"o{step}", amount, now);
                    (state, var answer) = RiskRules.Approve(state, order, Limits, $"a{step}", now);
                    if (!answer.Allowed) break;
                    approved.Add(now);
                    open[order.ClientOrderId] = (answer, amount);
                    (amount * 100).ShouldBeLessThanOrEqualTo(1000);
                    break;
                case 2 when open.Count > 0:
                    // Spent and filled, by the venue.
                    var (id, wanted) = open.ElementAt(random.Next(open.Count));
                    open.Remove(id);
                    (state, var spent) = RiskRules.Spend(state, new SpendRequest(wanted.Approval.Id!, id), now);
                    spent.Allowed.ShouldBe(wanted.Approval.ExpiresAt > now);
                    RiskRules.Spend(state, new SpendRequest(wanted.Approval.Id!, id), now).Answer.Allowed.ShouldBeFalse("it is spent once");
                    if (!spent.Allowed) break;
                    held += wanted.Amount;
                    state = RiskRules.OnFill(state, Filled(++fills, id, wanted.Amount), out _);
                    break;
                case 3 when open.Count > 0:
                    state = RiskRules.OnOrder(state, Order(open.Keys.First(), Side.Buy, 1).Report with { Status = OrderStatus.Rejected });
                    open.Remove(open.Keys.First());
                    break;
            }
            // What all that is approved and not over could become.
            var live = open.Values.Where(one => one.Approval.ExpiresAt > now).Sum(static one => one.Amount);
            ((held + live) * 100).ShouldBeLessThanOrEqualTo(2500);
            approved.Count(at => now - at < TimeSpan.FromSeconds(1)).ShouldBeLessThanOrEqualTo(5);
        }
    }).Check(Many);

    [Fact]
    public void An_approval_expires_after_a_second()
    {
        var (state, approval) = RiskRules.Approve(RiskState.Empty, Wanted("a", 10, Start), Limits, "x", Start);
        approval.ExpiresAt.ShouldBe(Start + TimeSpan.FromSeconds(1));
        RiskRules.Spend(state, new SpendRequest("x", "a"), Start + TimeSpan.FromSeconds(1)).Answer.Reason.ShouldNotBeNull().ShouldContain("expired");
        RiskRules.Spend(state, new SpendRequest("x", "a"), Start + TimeSpan.FromSeconds(0.99)).Answer.Allowed.ShouldBeTrue();
        RiskRules.Spend(state, new SpendRequest("y", "a"), Start).Answer.Allowed.ShouldBeFalse();
        RiskRules.Spend(state, new SpendRequest("x", "b"), Start).Answer.Allowed.ShouldBeFalse();
    }

    [Theory]
    [InlineData(BookGrade.Stale, BookGrade.Unproven, "stale")]
    [InlineData(BookGrade.Unproven, BookGrade.Sequenced, "unproven")]
    [InlineData(BookGrade.Unproven, BookGrade.Unproven, null)]
    [InlineData(BookGrade.Sequenced, BookGrade.Sequenced, null)]
    [InlineData(BookGrade.Sequenced, BookGrade.Checksummed, "sequenced")]
    [InlineData(BookGrade.Checksummed, BookGrade.Checksummed, null)]
    public void Orders_need_a_book_of_the_least_grade(BookGrade grade, BookGrade least, string? reason)
    {
        var (_, approval) = RiskRules.Approve(RiskState.Empty, Wanted("a", 1, Start, grade), new RiskOptions { MinimumGrade = least }, "x", Start);
        (approval.Reason is null).ShouldBe(reason is null);
        if (reason is not null) approval.Reason!.ShouldContain(reason);
    }

    [Fact]
    public void Orders_need_a_young_book() =>
        RiskRules.Approve(RiskState.Empty, Wanted("a", 1, Start), Limits, "x", Start + TimeSpan.FromSeconds(5.001)).Answer.Reason.ShouldNotBeNull().ShouldContain("5.001 s old");

    [Fact]
    public void The_kill_switch_stops_what_is_approved_and_not_spent_and_lets_reductions_through()
    {
        var (state, _) = RiskRules.Approve(RiskState.Empty, Wanted("a", 5, Start), Limits, "x", Start);
        (state, _) = RiskRules.Spend(state, new SpendRequest("x", "a"), Start);
        state = RiskRules.OnFill(state, Filled(1, "a", 5), out _);
        (state, _) = RiskRules.Approve(state, Wanted("b", 5, Start), Limits, "y", Start);
        state = state with { Kill = new RiskNotice(RiskNotice.KillSwitch, "test", "me", Start) };
        RiskRules.Spend(state, new SpendRequest("y", "b"), Start).Answer.Allowed.ShouldBeFalse();
        RiskRules.Approve(state, Wanted("c", 1, Start), Limits, "z", Start).Answer.Reason.ShouldNotBeNull().ShouldContain("kill switch");
        RiskRules.ApproveReduction(state, Wanted("d", 5, Start) with { Side = Side.Sell }, Limits, Start).Answer.Allowed.ShouldBeTrue();
        RiskRules.ApproveReduction(state, Wanted("d", 6, Start) with { Side = Side.Sell }, Limits, Start).Answer.Allowed.ShouldBeFalse();
        RiskRules.ApproveReduction(state, Wanted("d", 1, Start), Limits, Start).Answer.Allowed.ShouldBeFalse();
    }

    [Fact]
    public void Fills_count_once_and_a_gap_is_noticed()
    {
        var state = RiskRules.OnFill(RiskState.Empty, Filled(1, "a", 1), out var missed);
        missed.ShouldBeFalse();
        RiskRules.OnFill(state, Filled(1, "a", 1), out missed).ShouldBe(state);
        missed.ShouldBeFalse();
        RiskRules.OnFill(state, Filled(3, "a", 1), out missed).ShouldBe(state);
        missed.ShouldBeTrue();
    }

    [Fact]
    public void Looking_at_the_account_takes_over_what_is_there_and_keeps_what_was_approved_meanwhile()
    {
        var (state, _) = RiskRules.Approve(RiskState.Empty, Wanted("lost", 5, Start), Limits, "x", Start);
        (state, _) = RiskRules.Spend(state, new SpendRequest("x", "lost"), Start);
        var since = Start + TimeSpan.FromMilliseconds(10);
        (state, _) = RiskRules.Approve(state, Wanted("new", 3, Start), Limits, "y", since);
        var open = Order("open", Side.Buy, 7, 90).Report with { Status = OrderStatus.Open };
        var account = new AccountReport("life", 4, [new Position(Btc, 2, 200)], [open, Order("pending", Side.Buy, 9).Report], []);
        state = RiskRules.Reconcile(state, account, since, since);
        state.Reservations.Keys.ShouldBe(["new", "open"], ignoreOrder: true);
        RiskRules.ExposureOf(state, Btc, 100, since).ShouldBe(200 + 300 + 630);
        state.LastFill.ShouldBe(4);
    }

    [Fact]
    public void Loss_is_realised_and_unrealised_net_of_fees()
    {
        var state = RiskRules.OnFill(RiskState.Empty, Filled(1, "a", 2) with { Fee = 1 }, out _);
        RiskRules.Loss(state, new Dictionary<string, decimal> { [Btc] = 90 }).ShouldBe(21);
        state = RiskRules.OnFill(state, Filled(2, "b", 1) with { Side = Side.Sell, Price = 80, Fee = 0.5m }, out _);
        RiskRules.Loss(state, new Dictionary<string, decimal> { [Btc] = 90 }).ShouldBe(20 + 0.5m + 0.5m + 10.5m);
    }

    private static ApprovalRequest Wanted(string id, decimal amount, DateTimeOffset now, BookGrade grade = BookGrade.Sequenced) =>
        new(id, Btc, Side.Buy, amount, 100, DataCertificate.Of(Around(100, now, grade: grade), now), "life");

    private static Fill Filled(long number, string id, decimal amount) => new(number, id, "v", Btc, Side.Buy, 100, amount, 0, false, Start);
}
