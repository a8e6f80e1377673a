using Genesis.Embedded;
using Genesis.Tests.Embedded.State;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.Storage;

namespace Genesis.Tests.Embedded.Reminders;

/// <summary>Reminders and stored state in virtual time, on one thread.</summary>
public sealed class SimulatedReminderTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void A_day_of_a_reminder_per_minute_has_a_tick_for_each()
    {
        const string Key = "simulated-day";
        var report = Simulation.Run(1, static silo => silo.UseInMemoryReminderService(), async simulation =>
        {
            await simulation.Grains.GetGrain<IRemindedGrain>(Key).Remind("r", Minute, Minute);
            await simulation.Delay(TimeSpan.FromHours(24) + TimeSpan.FromSeconds(1));
            return RemindedGrain.Ticks(Key).ToArray();
        });
        report.Result.Length.ShouldBe(24 * 60);
        report.Result.ShouldAllBe(static tick => (tick.CurrentTickTime - tick.FirstTickTime).Ticks % tick.Period.Ticks == 0);
    }

    [Fact]
    public void A_stored_reminder_survives_the_death_of_its_silo()
    {
        foreach (var seed in new long[] { 1, 2, 3 })
        {
            var key = $"simulated-{seed}";
            var store = new LastingStorage();
            Simulation.Run(seed, silo => Configure(silo, store), async simulation =>
            {
                await simulation.Grains.GetGrain<IRemindedGrain>(key).Remind("r", Minute, Minute);
                await simulation.Delay(TimeSpan.FromSeconds(150));
                RemindedGrain.Ticks(key).Count.ShouldBe(2);
                simulation.KillSilo();
                await simulation.Delay(TimeSpan.FromMinutes(10));
                RemindedGrain.Ticks(key).Count.ShouldBe(2);
                await simulation.StartSilo();
                await simulation.Delay(TimeSpan.FromSeconds(120));
                // Of the ten minutes nothing is made up for.
                RemindedGrain.Ticks(key).Count.ShouldBe(4);
            });
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_trace()
    {
        var first = Trace("simulated-same", 7);
        RemindedGrain.Ticks("simulated-same").Clear();
        Trace("simulated-same", 7).ShouldBe(first);
    }

    private static ulong Trace(string key, long seed)
    {
        var store = new LastingStorage();
        return Simulation.Run(seed, silo => Configure(silo.AddMemoryGrainStorageAsDefault(), store), async simulation =>
        {
            var grains = simulation.Grains;
            await Task.WhenAll(Enumerable.Range(0, 10).Select(i => grains.GetGrain<IRemindedGrain>($"{key}-{i}").Remind("r", Minute, Minute)));
            await Task.WhenAll(Enumerable.Range(0, 30).Select(i => grains.GetGrain<IKeeperGrain>($"{i % 3}").Add(i)));
            await simulation.Delay(TimeSpan.FromMinutes(30));
        }).TraceHash;
    }

    private static void Configure(ISiloBuilder silo, LastingStorage store)
    {
        silo.Services.AddKeyedSingleton<IGrainStorage>("lasting", store);
        silo.UseStoredReminders("lasting");
    }
}
