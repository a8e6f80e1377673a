using Genesis.Embedded;
using Genesis.Embedded.Reminders;
using Genesis.Tests.Embedded.Fixture;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Storage;

namespace Genesis.Tests.Embedded.Reminders;

/// <summary>Reminders in a grain storage.</summary>
public sealed class StoredReminderTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Reminders_survive_a_restart_with_their_storage()
    {
        var time = new ManualTime();
        var store = new LastingStorage();
        await using (var first = await Start(store, time))
        {
            await first.Grains.GetGrain<IRemindedGrain>("lasting").Remind("r", Minute, Minute);
            await first.Grains.GetGrain<IRemindedGrain>("lasting").Remind("forgotten", Minute, Minute);
            await first.Grains.GetGrain<IRemindedGrain>("lasting").Forget("forgotten");
        }
        time.Advance(TimeSpan.FromHours(1));
        var ticks = RemindedGrain.Ticks("lasting");
        ticks.ShouldBeEmpty();

        await using var second = await Start(store, time);
        await Wait.Until(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                return !ticks.IsEmpty;
            },
            "a tick after the restart");
        (await second.Grains.GetGrain<IRemindedGrain>("lasting").Forget("r")).ShouldBeTrue();
    }

    [Fact]
    public async Task An_unknown_storage_name_stops_the_start_and_is_named()
    {
        var error = await Should.ThrowAsync<BadProviderConfigException>(() => TestSilo.Start(static silo => silo.UseStoredReminders("nowhere")));
        error.Message.ShouldContain("nowhere");
        error.Message.ShouldContain("UseStoredReminders");
    }

    [Fact]
    public async Task Reminders_without_a_table_stop_the_start()
    {
        var error = await Should.ThrowAsync<OrleansConfigurationException>(() => TestSilo.Start(static silo => silo.AddReminders()));
        error.Message.ShouldContain("UseInMemoryReminderService()");
    }

    [Fact]
    public async Task A_table_keeps_finds_and_removes_by_version()
    {
        await using var silo = await TestSilo.Start(static silo => silo.AddMemoryGrainStorage("memory").UseStoredReminders("memory"));
        var table = silo.Services.GetRequiredService<IReminderTable>();
        table.ShouldBeOfType<StoredReminderTable>();
        var start = new DateTime(2026, 3, 4, 5, 6, 7, DateTimeKind.Utc);
        for (var i = 0; i < 100; i++)
            await table.UpsertRow(new ReminderEntry { GrainId = GrainId.Create("g", $"{i}"), ReminderName = "r", StartAt = start.AddMinutes(i), Period = Minute });
        (await table.ReadRows(0, 0)).Reminders.Count.ShouldBe(100);
        const uint Middle = 1u << 31;
        ((await table.ReadRows(0, Middle)).Reminders.Count + (await table.ReadRows(Middle, 0)).Reminders.Count).ShouldBe(100);

        var id = GrainId.Create("g", "7");
        var row = (await table.ReadRow(id, "r")).ShouldNotBeNull();
        row.StartAt.ShouldBe(start.AddMinutes(7));
        row.StartAt.Kind.ShouldBe(DateTimeKind.Utc);
        (await table.ReadRows(id)).Reminders.ShouldHaveSingleItem().ETag.ShouldBe(row.ETag);
        var changed = await table.UpsertRow(row);
        (await table.RemoveRow(id, "r", row.ETag!)).ShouldBe(row.ETag == changed);
        (await table.RemoveRow(id, "r", changed!)).ShouldBeTrue();
        (await table.ReadRow(id, "r")).ShouldBeNull();
        await table.TestOnlyClearTable();
        (await table.ReadRows(0, 0)).Reminders.ShouldBeEmpty();
    }

    [Fact]
    public async Task Changes_at_the_same_time_lose_nothing_even_when_others_write_too()
    {
        var store = new LastingStorage();
        await using var one = await Start(store, TimeProvider.System);
        await using var two = await Start(store, TimeProvider.System);
        var tables = new[] { one, two }.Select(static silo => silo.Services.GetRequiredService<IReminderTable>()).ToArray();
        await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(() => tables[i % 2].UpsertRow(
            new ReminderEntry { GrainId = GrainId.Create("g", $"{i / 2}"), ReminderName = $"{i}", StartAt = DateTime.UnixEpoch, Period = Minute }))));
        (await tables[0].ReadRows(0, 0)).Reminders.Count.ShouldBe(64);
    }

    private static Task<TestSilo> Start(LastingStorage store, TimeProvider time) => TestSilo.Start(
        silo =>
        {
            // The clock leaps by more than calls may usually take.
            silo.Configure<SiloMessagingOptions>(static options => options.ResponseTimeout = TimeSpan.FromDays(1000));
            silo.Services.AddKeyedSingleton<IGrainStorage>("lasting", store);
            silo.UseStoredReminders("lasting");
        },
        time);
}
