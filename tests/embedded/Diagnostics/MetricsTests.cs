using Genesis.Tests.Embedded.Fixture;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Genesis.Tests.Embedded.Diagnostics;

public sealed class MetricsTests
{
    [Fact]
    public async Task Calls_are_counted_by_outcome_and_timed_by_method()
    {
        await using var silo = await TestSilo.Start();
        using var figures = new Figures(silo);
        var grain = silo.Grains.GetGrain<IMeasuredGrain>("calls");
        for (var i = 0; i < 5; i++) await grain.Answer();
        await Should.ThrowAsync<InvalidOperationException>(grain.Fail);
        await Wait.ForEqual(1, () => figures.Sum("calls", "outcome=error"), "failed calls");
        figures.Sum("calls", "outcome=ok").ShouldBe(5);
        figures.Of("call.duration", "interface=IMeasuredGrain,method=Answer").Count.ShouldBe(5);
        figures.Of("call.duration").ShouldAllBe(static figure => figure.Value >= 0 && figure.Value < 30);
    }

    [Fact]
    public async Task A_duration_is_measured_in_seconds_of_the_engines_clock()
    {
        var time = new ManualTime();
        await using var silo = await TestSilo.Start(time: time);
        using var figures = new Figures(silo);
        var call = silo.Grains.GetGrain<IMeasuredGrain>("timed").Hold();
        time.Advance(TimeSpan.FromSeconds(2));
        MeasuredGrain.Gate("timed").SetResult();
        await call;
        await Wait.ForEqual(1, () => figures.Of("call.duration").Count, "durations");
        figures.Of("call.duration")[0].Value.ShouldBe(2);
    }

    [Fact]
    public async Task Ticks_of_timers_are_no_calls()
    {
        await using var silo = await TestSilo.Start();
        using var figures = new Figures(silo);
        var grain = silo.Grains.GetGrain<IMeasuredGrain>("ticks");
        var calls = 1;
        while (await grain.TickAtOnce() == 0) calls++;
        await Wait.ForEqual(calls, () => figures.Sum("calls"), "calls");
    }

    [Fact]
    public async Task A_timeout_is_counted_once_and_its_result_is_late()
    {
        var time = new ManualTime();
        await using var silo = await TestSilo.Start(time: time);
        using var figures = new Figures(silo);
        var call = silo.Grains.GetGrain<IMeasuredGrain>("late").Hold();
        await Wait.ForEqual(0, () => figures.Now("queue.length"), "the queue");
        time.Advance(TimeSpan.FromSeconds(31));
        await Should.ThrowAsync<TimeoutException>(() => call);
        figures.Sum("call.timeouts", "method=Hold").ShouldBe(1);
        figures.Sum("call.late").ShouldBe(0);
        MeasuredGrain.Gate("late").SetResult();
        await Wait.ForEqual(1, () => figures.Sum("call.late"), "late results");
        figures.Sum("call.timeouts").ShouldBe(1);
    }

    [Fact]
    public async Task A_call_that_timed_out_while_it_waited_is_dropped_and_counted()
    {
        var time = new ManualTime();
        await using var silo = await TestSilo.Start(time: time);
        using var figures = new Figures(silo);
        var grain = silo.Grains.GetGrain<IMeasuredGrain>("expired");
        var calls = new[] { grain.Hold(), grain.Answer(), grain.Answer() };
        await Wait.ForEqual(2, () => figures.Now("queue.length"), "the queue");
        figures.Now("queue.longest").ShouldBe(2);
        time.Advance(TimeSpan.FromSeconds(31));
        foreach (var call in calls) await Should.ThrowAsync<TimeoutException>(() => call);
        MeasuredGrain.Gate("expired").SetResult();
        await Wait.ForEqual(2, () => figures.Sum("call.expired"), "dropped calls");
        figures.Sum("call.timeouts").ShouldBe(3);
        figures.Sum("calls", "outcome=ok").ShouldBe(0);
    }

    [Fact]
    public async Task Calls_that_a_full_grain_refuses_are_counted()
    {
        await using var silo = await TestSilo.Start(static silo => silo.Configure<SiloMessagingOptions>(static options => options.MaxEnqueuedRequestsHardLimit = 3));
        using var figures = new Figures(silo);
        var grain = silo.Grains.GetGrain<IMeasuredGrain>("full");
        var calls = Enumerable.Range(0, 20).Select(_ => grain.Hold()).ToList();
        MeasuredGrain.Gate("full").SetResult();
        var refused = 0;
        foreach (var call in calls)
        {
            try
            {
                await call;
            }
            catch (LimitExceededException)
            {
                refused++;
            }
        }
        refused.ShouldBeGreaterThan(0);
        figures.Sum("call.rejected").ShouldBe(refused);
    }

    [Fact]
    public async Task Turns_taken_from_the_inbox_that_have_not_run_still_count_as_waiting()
    {
        await using var silo = await TestSilo.Start();
        using var figures = new Figures(silo);
        var grain = silo.Grains.GetGrain<IMeasuredGrain>("blocked");
        await grain.Answer();
        var calls = new List<Task> { grain.Block() };
        await Wait.ForEqual(0, () => figures.Now("queue.length"), "the queue");
        for (var i = 0; i < 10; i++) calls.Add(grain.Block());
        figures.Now("queue.length").ShouldBe(10);
        MeasuredGrain.Semaphore("blocked").Release();
        await calls[0];
        await Wait.ForEqual(9, () => figures.Now("queue.length"), "the queue");
        MeasuredGrain.Semaphore("blocked").Release(10);
        await Task.WhenAll(calls);
        await Wait.ForEqual(0, () => figures.Now("queue.length"), "the queue");
    }

    [Fact]
    public async Task Activations_are_counted_as_they_come_fail_and_go()
    {
        await using var silo = await TestSilo.Start();
        using var figures = new Figures(silo);
        await silo.Grains.GetGrain<IMeasuredGrain>("one").Answer();
        await silo.Grains.GetGrain<IMeasuredGrain>("two").Answer();
        await Should.ThrowAsync<InvalidOperationException>(silo.Grains.GetGrain<IMeasuredGrain>("broken").Answer);
        await Wait.ForEqual(2, () => figures.Now("activations"), "activations in memory");
        figures.Sum("activations.created").ShouldBe(2);
        figures.Sum("activations.failed").ShouldBe(1);
        await silo.Grains.GetGrain<IMeasuredGrain>("one").Leave();
        await Wait.ForEqual(1, () => figures.Now("activations"), "activations in memory");
        figures.Sum("activations.removed").ShouldBe(1);
    }

    [Fact]
    public async Task A_listener_that_comes_late_counts_from_then_on()
    {
        await using var silo = await TestSilo.Start();
        var grain = silo.Grains.GetGrain<IMeasuredGrain>("plain");
        await grain.Answer();
        using var figures = new Figures(silo);
        await grain.Answer();
        await Wait.ForEqual(1, () => figures.Of("call.duration").Count, "durations");
    }
}
