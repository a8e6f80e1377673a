using Genesis.Tests.Runtime.Events;
using Genesis.Tests.Runtime.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Tests.Runtime.Chaos;

/// <summary>Faults injected while the system runs: what they do, how they end, what is refused.</summary>
public sealed class FaultTests
{
    private static readonly Fault Throw = new() { Kind = FaultKind.Throw, Component = "a" };

    private readonly List<string> _heard = [];

    [Fact]
    public void A_killed_component_fails_at_once_and_recovers_from_its_checkpoint() => Run(async host =>
    {
        await host.Bus.Ask("counter", "add");
        await host.Delay(1);
        var killed = Faults(host).Inject(new Fault { Kind = FaultKind.Kill, Component = "counter" });
        killed.Status!.Struck.ShouldBe(1);
        await host.Until(async () => (await host.Status("counter")).Generation > 1, 1, "it should be another generation");
        await host.UntilState("counter", Lifecycle.Running);
        (await host.Bus.Ask("counter", "get")).As<int>().ShouldBe(1);
        Faults(host).List().ShouldBeEmpty();
    });

    [Fact]
    public void A_handler_throws_so_many_times_and_idempotent_requests_are_tried_again() => Run(async host =>
    {
        Inject(host, Throw with { Count = 2, Types = "hello" });
        var refused = await host.Bus.Ask("a", "hello");
        refused.Kind.ShouldBe(OutcomeKind.Failed);
        refused.Failure!.Type.ShouldEndWith(nameof(InjectedFaultException));
        (await host.Bus.Ask("a", "other")).IsOk.ShouldBeTrue("only requests of the type are struck");
        (await host.Bus.Ask("a", "hello")).IsOk.ShouldBeFalse();
        (await host.Bus.Ask("a", "hello")).IsOk.ShouldBeTrue("its count is used up");
        Faults(host).List().ShouldBeEmpty();

        Inject(host, Throw with { Count = 2, Types = "again" });
        var retried = await host.Bus.Ask("a", "again");
        (retried.IsOk, retried.Attempts).ShouldBe((true, 3));
    });

    [Fact]
    public void A_share_of_the_handler_runs_is_struck() => Run(async host =>
    {
        Inject(host, Throw with { Share = 0.2 });
        var failed = 0;
        for (var i = 0; i < 500; i++)
        {
            if (!(await host.Bus.Ask("b", "hello")).IsOk) failed++;
        }
        failed.ShouldBe(0, "another component");
        for (var i = 0; i < 50; i++)
        {
            await host.Delay(0.05);
            if (!(await host.Bus.Ask("a", "hello")).IsOk) failed++;
        }
        failed.ShouldBeInRange(3, 20);
        Faults(host).List().Single().Struck.ShouldBe(failed);
    });

    [Fact]
    public void A_slow_handler_takes_longer_by_the_given_time_until_the_fault_is_over() => Run(async host =>
    {
        Inject(host, new Fault { Kind = FaultKind.Slow, Component = "a", By = TimeSpan.FromMilliseconds(300), For = TimeSpan.FromSeconds(2) });
        (await host.Bus.Ask("a", "hello")).Elapsed.TotalMilliseconds.ShouldBeInRange(300, 310);
        await host.Delay(2);
        (await host.Bus.Ask("a", "hello")).Elapsed.TotalMilliseconds.ShouldBeLessThan(10);
        Faults(host).List().ShouldBeEmpty();
    });

    [Fact]
    public void A_hung_handler_is_given_up_and_the_component_recovers() => Run(async host =>
    {
        Inject(host, new Fault { Kind = FaultKind.Hang, Component = "a", Count = 1 });
        (await host.Bus.Ask("a", "hello")).Kind.ShouldBe(OutcomeKind.TimedOut);
        await host.Until(async () => (await host.Status("a")).Generation > 1, 10, "it should be given up");
        await host.UntilState("a", Lifecycle.Running);
        (await host.Bus.Ask("a", "hello")).IsOk.ShouldBeTrue();
        await host.Delay(70);
        (await host.Status("a")).LateResults.ShouldBe(1, "the hung run has come back, and was discarded");
    });

    [Fact]
    public void A_hang_that_is_taken_back_goes_on() => Run(async host =>
    {
        var fault = Inject(host, new Fault { Kind = FaultKind.Hang, Component = "a" });
        var asking = host.Bus.Ask("a", "hello");
        await host.Delay(0.5);
        Faults(host).Clear(fault.Number).ShouldBeTrue();
        (await asking).IsOk.ShouldBeTrue();
        Faults(host).Clear(fault.Number).ShouldBeFalse();
    });

    [Fact]
    public void Dropped_events_are_shed_by_the_fault_in_the_ledger() => Run(async host =>
    {
        Inject(host, new Fault { Kind = FaultKind.Drop, Component = "a", Count = 3, Types = "tick.*" });
        for (var i = 0; i < 10; i++) await host.Bus.Tell("tick.x", i);
        var row = (await host.Settled()).Row("tick.x", "a");
        (row.Handled, row.ShedBy[ShedReason.Fault]).ShouldBe((7, 3));
        _heard.ShouldBe(["3", "4", "5", "6", "7", "8", "9"]);
    });

    [Fact]
    public void Duplicated_events_come_twice_and_the_ledger_knows() => Run(async host =>
    {
        Inject(host, new Fault { Kind = FaultKind.Duplicate, Component = "a", Count = 1 });
        await host.Bus.Tell("tick.x", 1);
        await host.Bus.Tell("tick.x", 2);
        var row = (await host.Settled()).Row("tick.x", "a");
        (row.Published, row.Handled).ShouldBe((3, 3));
        _heard.ShouldBe(["1", "1", "2"]);
    });

    [Fact]
    public void Delayed_events_come_after_others() => Run(async host =>
    {
        Inject(host, new Fault { Kind = FaultKind.Delay, Component = "a", Count = 1, By = TimeSpan.FromSeconds(1) });
        await host.Bus.Tell("tick.x", 1);
        await host.Bus.Tell("tick.x", 2);
        await host.Delay(0.9);
        _heard.ShouldBe(["2"]);
        (await host.Events().ReadLedger()).Row("tick.x", "a").Queued.ShouldBe(1);
        (await host.Settled()).Row("tick.x", "a").Handled.ShouldBe(2);
        _heard.ShouldBe(["2", "1"]);
    });

    [Theory]
    [InlineData(FaultKind.Drop)]
    [InlineData(FaultKind.Duplicate)]
    [InlineData(FaultKind.Delay)]
    public void Durable_events_are_handled_once_whatever_befalls_them(FaultKind kind) => Run(async host =>
    {
        Inject(host, new Fault { Kind = kind, Component = "keeper", Count = 2 });
        for (var i = 1; i <= 5; i++) await host.Bus.Tell("order.new", i);
        var row = (await host.Settled()).Row("order.new", "keeper");
        (row.Handled, row.Shed, row.DeadLettered).ShouldBe((5, 0, 0));
        (await host.Bus.Ask("keeper", "get")).As<int[]>().Order().ShouldBe([1, 2, 3, 4, 5]);
    });

    [Fact]
    public void What_is_no_fault_is_refused_with_the_reason() => Run(host =>
    {
        var faults = Faults(host);
        faults.Inject(Throw with { Component = "aa" }).Problem.ShouldBe("There is no component aa. Did you mean a?");
        faults.Inject(Throw with { Count = 0 }).Problem!.ShouldContain("from 1 to 1000000");
        faults.Inject(Throw with { Share = double.NaN }).Problem!.ShouldContain("above 0 and at most 1");
        faults.Inject(Throw with { For = TimeSpan.FromDays(1) }).Problem!.ShouldContain("01:00:00");
        faults.Inject(Throw with { By = TimeSpan.Zero }).Problem!.ShouldContain("01:00:00");
        faults.Inject(Throw with { Types = "a b" }).Problem!.ShouldContain("U+0020");
        faults.Inject(Throw with { Kind = (FaultKind)77 }).Problem!.ShouldContain("no fault of kind 77");
        faults.List().ShouldBeEmpty();
        return Task.CompletedTask;
    });

    [Fact]
    public void They_are_bounded_in_number_and_time_and_all_can_be_taken_back() => Run(async host =>
    {
        var faults = Faults(host);
        for (var i = 0; i < 1000; i++) Inject(host, Throw with { For = TimeSpan.FromSeconds(10) });
        faults.Inject(Throw).Problem!.ShouldContain("1000 faults are in force already");
        await host.Delay(10);
        faults.List().ShouldBeEmpty("their time is over");
        Inject(host, Throw);
        (faults.List().Single().EndsAt - faults.List().Single().Since).ShouldBe(Fault.UsualTime);
        Inject(host, Throw with { Component = "b" });
        faults.ClearAll().ShouldBe(2);
        (await host.Bus.Ask("a", "hello")).IsOk.ShouldBeTrue();
    });

    [Fact]
    public void They_outlive_the_component_that_is_registered_again() => Run(async host =>
    {
        Inject(host, Throw with { Types = "hello" });
        (await host.Components.Register(host.Components.List().Single(static one => one.Id == "a"))).Accepted.ShouldBeTrue();
        (await host.Bus.Ask("a", "hello")).Kind.ShouldBe(OutcomeKind.Failed);
    });

    private static IFaults Faults(SimulatedHost host) => host.Services.GetRequiredService<IFaults>();

    private static FaultStatus Inject(SimulatedHost host, Fault fault)
    {
        var injected = Faults(host).Inject(fault);
        return injected.Status ?? throw new InvalidOperationException(injected.Problem);
    }

    private void Run(Func<SimulatedHost, Task> body)
    {
        var again = ComponentPolicies.Default with { Requests = ComponentPolicies.Default.Requests.Add("again", new RequestPolicy { Idempotent = true }) };
        SimulatedHost.Run(
            genesis => genesis
                .Add("a", static (_, _) => new("here"), again, Hear, "tick.*")
                .Add("b", static (_, _) => new("here"))
                .AddComponent<Counter>("counter")
                .AddComponent<Keeper>("keeper", ["order.*"]),
            body);
    }

    private ValueTask Hear(Scripted self, ComponentEvent happened)
    {
        _heard.Add(happened.Data.ToString());
        return default;
    }
}
