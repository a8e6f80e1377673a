using Genesis.Simulations;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;

namespace Genesis.Tests.Simulations;

public sealed class TimeTests
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    [Fact]
    public void A_day_of_timer_ticks_passes_in_a_few_seconds()
    {
        static async Task<(int Ticks, DateTimeOffset Last)> Body(Simulation simulation)
        {
            var ticker = simulation.Grains.GetGrain<ITicker>("clock");
            await ticker.Start(TimeSpan.FromSeconds(1));
            await simulation.Delay(Day + TimeSpan.FromMilliseconds(1));
            return await ticker.Seen();
        }

        // The best of a few: on a busy machine any single one may have to wait for a processor.
        var fastest = TimeSpan.MaxValue;
        var run = Simulation.Run(1, static _ => { }, Body);
        for (var i = 0; i < 5 && fastest > TimeSpan.FromSeconds(1); i++)
        {
            var began = TimeProvider.System.GetTimestamp();
            run = Simulation.Run(1, static _ => { }, Body);
            fastest = TimeSpan.FromTicks(Math.Min(fastest.Ticks, TimeProvider.System.GetElapsedTime(began).Ticks));
        }

        run.Result.Ticks.ShouldBe(86_400);
        run.Result.Last.ShouldBe(new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero));
        run.Elapsed.ShouldBe(Day + TimeSpan.FromMilliseconds(1));
        fastest.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Calls_time_out_at_their_exact_virtual_time(long seed) => Simulation.Run(
        seed,
        static silo => silo.Configure<SiloMessagingOptions>(static options => options.ResponseTimeout = TimeSpan.FromSeconds(12)),
        static async simulation =>
        {
            await simulation.Delay(TimeSpan.FromMilliseconds(123));
            var start = simulation.Elapsed;
            var slow = simulation.Grains.GetGrain<ISlow>("slow");
            var waiting = slow.Wait(TimeSpan.FromMinutes(1));
            var shorter = simulation.Grains.GetGrain<ISlow>("other").ShortPatience();

            await Should.ThrowAsync<TimeoutException>(shorter);
            (simulation.Elapsed - start).ShouldBe(TimeSpan.FromSeconds(5));
            await Should.ThrowAsync<TimeoutException>(waiting);
            (simulation.Elapsed - start).ShouldBe(TimeSpan.FromSeconds(12));
        });

    [Fact]
    public void Timers_of_one_instant_fire_in_an_order_that_follows_from_the_seed()
    {
        static string Order(long seed) => Simulation.Run(seed, static _ => { }, static async simulation =>
        {
            var order = new List<int>();
            await Task.WhenAll(Enumerable.Range(0, 6).Select(async i =>
            {
                await simulation.Delay(TimeSpan.FromSeconds(1));
                order.Add(i);
            }));
            return string.Join(',', order);
        }).Result;

        Order(7).ShouldBe(Order(7));
        Enumerable.Range(0, 20).Select(static seed => Order(seed)).Distinct().Count().ShouldBeGreaterThan(10);
    }

    [Fact]
    public void The_clock_offers_what_TimeProvider_promises() => Simulation.Run(0, static _ => { }, static async simulation =>
    {
        var time = simulation.Time;
        time.GetUtcNow().ShouldBe(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var began = time.GetTimestamp();
        var fired = new List<TimeSpan>();
        var timer = time.CreateTimer(_ => fired.Add(time.GetElapsedTime(began)), null, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3));

        await simulation.Delay(TimeSpan.FromSeconds(9));
        fired.ShouldBe([TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(8)]);

        timer.Change(TimeSpan.FromMilliseconds(500), Timeout.InfiniteTimeSpan).ShouldBeTrue();
        await simulation.Delay(TimeSpan.FromSeconds(9));
        fired.Count.ShouldBe(4);
        fired[3].ShouldBe(TimeSpan.FromMilliseconds(9500));

        timer.Change(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        timer.Dispose();
        timer.Change(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)).ShouldBeFalse();
        await simulation.Delay(TimeSpan.FromSeconds(9));
        fired.Count.ShouldBe(4);
        Should.Throw<ArgumentOutOfRangeException>(() => time.CreateTimer(static _ => { }, null, TimeSpan.FromSeconds(-2), TimeSpan.Zero));
    });

    [Fact]
    public void The_frameworks_timers_run_on_virtual_time() => Simulation.Run(0, static _ => { }, static async simulation =>
    {
        using var cancel = new CancellationTokenSource(TimeSpan.FromMinutes(3), simulation.Time);
        await Should.ThrowAsync<OperationCanceledException>(Task.Delay(Timeout.InfiniteTimeSpan, simulation.Time, cancel.Token));
        simulation.Elapsed.ShouldBe(TimeSpan.FromMinutes(3));

        using var periodic = new PeriodicTimer(TimeSpan.FromMinutes(1), simulation.Time);
        for (var i = 0; i < 3; i++) await periodic.WaitForNextTickAsync();
        simulation.Elapsed.ShouldBe(TimeSpan.FromMinutes(6));

        await Should.ThrowAsync<TimeoutException>(new TaskCompletionSource().Task.WaitAsync(TimeSpan.FromMinutes(1), simulation.Time));
        await Task.Delay(TimeSpan.FromMinutes(1), simulation.Time).ConfigureAwait(false);
        simulation.Elapsed.ShouldBe(TimeSpan.FromMinutes(8));
    });

    [Fact]
    public void Idle_grains_are_collected_over_virtual_days()
    {
        var ended = new List<TimeSpan>();
        Simulation.Run(
            3,
            silo => silo.Services.AddSingleton<Action<string, DateTimeOffset>>(
                (_, at) => ended.Add(at - new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))),
            static async simulation =>
            {
                for (var day = 0; day < 3; day++)
                {
                    await simulation.Grains.GetGrain<IMortal>("m").Live();
                    await simulation.Delay(Day);
                }
            });

        ended.Count.ShouldBe(3);
        for (var day = 0; day < 3; day++)
        {
            ended[day].ShouldBeGreaterThanOrEqualTo((day * Day) + TimeSpan.FromMinutes(15));
            ended[day].ShouldBeLessThanOrEqualTo((day * Day) + TimeSpan.FromMinutes(17));
        }
    }

    [Fact]
    public void Waiting_for_idle_collection_is_no_deadlock()
    {
        Action<string, DateTimeOffset>? onEnd = null;
        var run = Simulation.Run(
            3,
            silo => silo.Services.AddSingleton<Action<string, DateTimeOffset>>((name, at) => onEnd!(name, at)),
            async simulation =>
            {
                var ended = new TaskCompletionSource();
                onEnd = (_, _) => ended.TrySetResult();
                await simulation.Grains.GetGrain<IMortal>("m").Live();
                await ended.Task;
            });

        run.Elapsed.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMinutes(15));
    }
}

public interface IMortal : IGrainWithStringKey
{
    Task Live();
}

public sealed class Mortal(Action<string, DateTimeOffset> ended, TimeProvider time) : Grain, IMortal
{
    public Task Live() => Task.CompletedTask;

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        ended(this.GetPrimaryKeyString(), time.GetUtcNow());
        return Task.CompletedTask;
    }
}
