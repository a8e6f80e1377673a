using Genesis.Resilience;

namespace Genesis.Tests.Unit.Resilience;

public sealed class RetryPipelineTests
{
    private readonly VirtualTime _time = new();
    private readonly RetryBudget _budget;
    private readonly RetryPipeline<string> _pipeline;
    private readonly List<(int Attempt, TimeSpan At)> _made = [];
    private RetryOptions _options = new() { Jitter = 0 };

    public RetryPipelineTests()
    {
        _budget = new(_options);
        _pipeline = new(() => _options, new MonotonicClock(_time), _time, () => 0.5, static result => result == "transient");
    }

    [Fact]
    public void The_attempts_after_the_first_follow_the_schedule_until_one_succeeds()
    {
        Run("transient", "transient", "transient", "ok").ShouldBe(new RetryResult<string>("ok", 4, RetryStop.Settled));
        _made.ShouldBe([(2, Ms(100)), (3, Ms(300)), (4, Ms(700))]);
        _budget.Granted.ShouldBe(3);
    }

    [Fact]
    public void A_failure_that_will_not_pass_is_not_retried()
    {
        Run("failed").ShouldBe(new RetryResult<string>("failed", 1, RetryStop.Settled));
        Run("transient", "failed").ShouldBe(new RetryResult<string>("failed", 2, RetryStop.Settled));
    }

    [Fact]
    public void Five_attempts_are_made_at_most()
    {
        Run("transient", "transient").ShouldBe(new RetryResult<string>("transient", 5, RetryStop.Attempts));
        _time.Now.ShouldBe(Ms(1500));
    }

    [Fact]
    public void The_deadline_ends_it_before_it_has_passed()
    {
        Run(TimeSpan.FromSeconds(0.5), "transient").ShouldBe(new RetryResult<string>("transient", 3, RetryStop.Deadline));
        _time.Now.ShouldBe(Ms(300));
    }

    [Fact]
    public void The_budget_ends_it_without_waiting()
    {
        _budget.Configure(new RetryOptions { BudgetFloor = 1 });
        Run("transient").ShouldBe(new RetryResult<string>("transient", 2, RetryStop.Budget));
        _time.Now.ShouldBe(Ms(100));
    }

    [Fact]
    public void Settings_change_while_it_runs()
    {
        _options = new() { MaxAttempts = 2, BaseDelay = Ms(20), Jitter = 0 };
        Run("transient").ShouldBe(new RetryResult<string>("transient", 2, RetryStop.Attempts));
        _time.Now.ShouldBe(Ms(20));
    }

    [Fact]
    public async Task A_caller_who_leaves_gets_the_last_result()
    {
        using var cancellation = new CancellationTokenSource();
        var running = _pipeline.Execute("transient", Never, 0, _budget, TimeSpan.FromSeconds(2), cancellation.Token);
        running.IsCompleted.ShouldBeFalse();
        await cancellation.CancelAsync();
        (await running).ShouldBe(new RetryResult<string>("transient", 1, RetryStop.Cancelled));
    }

    [Fact]
    public void An_exception_ends_it() =>
        Should.Throw<InvalidOperationException>(() => _time.Finish(_pipeline.Execute(
            "transient", static (_, _, _) => throw new InvalidOperationException("a bug"), 0, _budget, TimeSpan.FromSeconds(2), CancellationToken.None)))
            .Message.ShouldBe("a bug");

    private static ValueTask<string> Never(int state, int attempt, CancellationToken cancellationToken) => throw new InvalidOperationException("no attempt was to be made");

    private static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private RetryResult<string> Run(params string[] results) => Run(TimeSpan.FromSeconds(2), results);

    private RetryResult<string> Run(TimeSpan deadline, params string[] results) => _time.Finish(_pipeline.Execute(
        results[0],
        (all, attempt, _) =>
        {
            _made.Add((attempt, _time.Now));
            return ValueTask.FromResult(all[Math.Min(attempt, all.Length) - 1]);
        },
        results, _budget, deadline, CancellationToken.None));
}
