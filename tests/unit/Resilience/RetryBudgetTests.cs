using FsCheck;
using FsCheck.Fluent;
using Genesis.Resilience;

namespace Genesis.Tests.Unit.Resilience;

public sealed class RetryBudgetTests
{
    [Fact]
    public void A_fifth_of_the_traffic_may_be_retries()
    {
        var budget = new RetryBudget(new RetryOptions());
        for (var i = 0; i < 1000; i++) budget.CountFirstAttempt(At(1));
        Taken(budget, At(1), 300).ShouldBe(200);
        budget.Read(At(1)).ShouldBe((1000, 200, 200));
        (budget.Granted, budget.Refused).ShouldBe((200, 100));
    }

    [Fact]
    public void A_floor_lets_retries_through_where_there_is_little_traffic()
    {
        var budget = new RetryBudget(new RetryOptions());
        budget.CountFirstAttempt(At(1));
        Taken(budget, At(1), 50).ShouldBe(10);
    }

    [Fact]
    public void The_window_slides()
    {
        var budget = new RetryBudget(new RetryOptions { BudgetFloor = 0 });
        for (var i = 0; i < 100; i++) budget.CountFirstAttempt(At(0.5));
        Taken(budget, At(9.5), 15).ShouldBe(15);
        budget.Read(At(9.99)).ShouldBe((100, 15, 20));
        budget.Read(At(10.1)).ShouldBe((0, 15, 0));
        for (var i = 0; i < 100; i++) budget.CountFirstAttempt(At(11));
        Taken(budget, At(11), 15).ShouldBe(5);
        budget.Read(At(19.2)).ShouldBe((100, 5, 20));
        budget.Read(At(1000)).ShouldBe((0, 0, 0));
    }

    [Fact]
    public void A_caller_with_an_older_time_counts_now()
    {
        var budget = new RetryBudget(new RetryOptions { BudgetFloor = 0 });
        budget.CountFirstAttempt(At(20));
        budget.CountFirstAttempt(At(3));
        budget.Read(At(5)).Attempts.ShouldBe(2);
    }

    [Fact]
    public void Ratio_and_floor_change_while_it_runs()
    {
        var budget = new RetryBudget(new RetryOptions { BudgetFloor = 0, BudgetRatio = 0 });
        for (var i = 0; i < 100; i++) budget.CountFirstAttempt(At(1));
        Taken(budget, At(1), 10).ShouldBe(0);
        budget.Configure(new RetryOptions { BudgetFloor = 0, BudgetRatio = 0.5 });
        Taken(budget, At(1), 100).ShouldBe(50);
        budget.Configure(new RetryOptions { BudgetFloor = 3, BudgetWindow = TimeSpan.FromSeconds(1) });
        Taken(budget, At(1), 10).ShouldBe(3);
    }

    [Fact]
    public void It_never_gives_more_than_its_allowance() => Prop.ForAll(Traffic(), static traffic =>
    {
        var options = new RetryOptions { BudgetFloor = 2, BudgetRatio = 0.2 };
        var budget = new RetryBudget(options);
        var now = TimeSpan.Zero;
        var attempts = new List<TimeSpan>();
        var retries = new List<TimeSpan>();
        foreach (var (retry, wait) in traffic)
        {
            now += TimeSpan.FromMilliseconds(wait);
            if (!retry)
            {
                budget.CountFirstAttempt(now);
                attempts.Add(now);
            }
            else
            {
                var taken = budget.TryTake(now);
                // The window is ten slots, the current one included.
                var from = TimeSpan.FromSeconds(Math.Floor(now.TotalSeconds) - 9);
                var allowance = Math.Max(2, (long)(attempts.Count(at => at >= from) * 0.2));
                taken.ShouldBe(retries.Count(at => at >= from) + 1 <= allowance);
                if (taken) retries.Add(now);
            }
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public async Task Threads_that_take_at_once_share_one_allowance()
    {
        var budget = new RetryBudget(new RetryOptions { BudgetFloor = 0 });
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 10_000; i++) budget.CountFirstAttempt(At(1));
        }, TestContext.Current.CancellationToken)));
        budget.Read(At(1)).Attempts.ShouldBe(40_000);
        var taken = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Taken(budget, At(1), 5_000), TestContext.Current.CancellationToken)));
        taken.Sum().ShouldBe(8_000);
    }

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);

    private static int Taken(RetryBudget budget, TimeSpan now, int tries) => Enumerable.Range(0, tries).Count(_ => budget.TryTake(now));

    private static Arbitrary<List<(bool Retry, int Wait)>> Traffic() =>
        (from retry in Gen.Frequency((3, Gen.Constant(false)), (1, Gen.Constant(true)))
         from wait in Gen.Frequency((10, Gen.Choose(0, 100)), (1, Gen.Choose(0, 15_000)))
         select (retry, wait)).ListOf(200).ToArbitrary();
}
