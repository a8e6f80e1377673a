using Genesis.Simulations;
using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Tests.Simulations;

public sealed class ForeignWorkTests
{
    private static SimulationForeignWorkException Fail(Func<IRunaway, Task> call) =>
        Should.Throw<SimulationForeignWorkException>(
            () => Simulation.Run(4, static _ => { }, simulation => call(simulation.Grains.GetGrain<IRunaway>("r"))));

    [Fact]
    public void Work_on_the_pool_is_detected() => Fail(static grain => grain.OnThePool()).Message.ShouldSatisfyAllConditions(
        static message => message.ShouldContain("seed 4"),
        static message => message.ShouldContain("Task.Run goes to the thread pool"),
        static message => message.ShouldContain("Grains.cs:line"));

    [Fact]
    public void An_await_that_leaves_the_grain_is_detected() =>
        Fail(static grain => grain.WithoutContext()).Message.ShouldContain("ConfigureAwait");

    [Fact]
    public void A_detour_of_the_framework_is_detected_and_explained()
    {
        var message = Fail(static grain => grain.ByAnOption()).Message;

        message.ShouldContain("RunContinuationsAsynchronously");
        message.ShouldContain("Await such a task in an async method of your own");
    }

    [Fact]
    public void Cancelling_on_the_pool_is_detected_and_explained() =>
        Fail(static grain => grain.ByCancelAsync()).Message.ShouldContain("call Cancel instead");

    [Fact]
    public void Work_that_only_leaves_may_be_tolerated() => Simulation.Run(
        4,
        static _ => { },
        static async simulation =>
        {
            ThreadPool.UnsafeQueueUserWorkItem(static _ => { }, null);
            await simulation.Delay(TimeSpan.FromSeconds(1));
        },
        new SimulationOptions { ToleratePoolWork = true });

    [Fact]
    public void And_the_way_round_it_works() =>
        Simulation.Run(4, static _ => { }, static simulation => simulation.Grains.GetGrain<IRunaway>("r").ByAnOptionWrapped());

    [Fact]
    public void Work_on_the_pool_in_the_body_is_detected() => Should.Throw<SimulationForeignWorkException>(() =>
        Simulation.Run(4, static _ => { }, static async _ =>
            await Task.Run(static () => Thread.SpinWait(100_000)))).Message.ShouldContain("Task.Run");

    [Fact]
    public void A_timer_of_the_real_clock_is_detected() => Should.Throw<SimulationForeignWorkException>(() =>
        Simulation.Run(
            4, static _ => { }, static async _ => await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System),
            // However late the timer is on a busy machine.
            new SimulationOptions { ForeignWorkPatience = TimeSpan.FromSeconds(20) })).Message.ShouldContain("A timer of the real clock");

    [Fact]
    public void Tasks_started_without_a_scheduler_stay_in_the_simulation() => Simulation.Run(4, static _ => { }, static async simulation =>
    {
        var thread = Environment.CurrentManagedThreadId;
        (await Task.Factory.StartNew(static () => Environment.CurrentManagedThreadId, default, default, TaskScheduler.Current)).ShouldBe(
            thread);
        (await simulation.Grains.GetGrain<IAudit>("a").Note(1).ContinueWith(static _ => Environment.CurrentManagedThreadId, default,
            default, TaskScheduler.Current)).ShouldBe(thread);
    });

    [Fact]
    public void A_clock_of_the_silos_own_is_refused() => Should.Throw<SimulationException>(() =>
        Simulation.Run(4, static silo => silo.Services.AddSingleton(TimeProvider.System),
            static _ => Task.CompletedTask)).Message.ShouldContain("TimeProvider of its own");

    [Fact]
    public void A_simulation_within_a_simulation_is_refused() => Should.Throw<SimulationException>(() =>
        Simulation.Run(4, static _ => { }, static _ =>
            { Simulation.Run(5, static _ => { }, static _ => Task.CompletedTask); return Task.CompletedTask; }))
        .Message.ShouldContain("runs on this thread already");
}
