using System.Collections.Immutable;
using Genesis.Registry;
using Genesis.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Streams;

namespace Genesis.Tests.Integration.Storage;

/// <summary>The states of the system's own grains in Orleans' storage: kept, taken over from version 0.1, and in trouble. In files and on a server.</summary>
public abstract class SystemStoreTests
{
    private static readonly GrainId Registry = GrainId.Create("registry", IRegistryGrain.Key);

    private protected LogLines Log { get; } = new();

    protected abstract void Use(GenesisBuilder genesis);

    /// <summary>Runs SQL on the database; {p} stands for the schema.</summary>
    protected abstract int Execute(string sql);

    /// <summary>The first value of the first row; null for none.</summary>
    protected abstract object? Scalar(string sql);

    /// <summary>Adds the store "system" of version 0.1.</summary>
    private protected abstract void AddFormer(ISiloBuilder silo);

    /// <summary>Keeps everybody from writing until it is disposed.</summary>
    protected abstract Task<IAsyncDisposable> HoldWrites();

    private protected Task<IHost> Start() => TestHosts.Silo(TestHosts.FreePort(), silo => silo.AddMemoryStreams("streams").AddGenesis(genesis =>
    {
        Use(genesis);
        genesis.AddComponent<Sample>("declared");
    }), Log);

    [Fact]
    public async Task Components_registered_at_run_time_and_subscriptions_outlive_the_silo()
    {
        for (var life = 1; life <= 3; life++)
        {
            using var host = await Start();
            await Known(host, ["declared", .. Enumerable.Range(1, life - 1).Select(static i => $"r-{i}")]);
            (await Register(host, $"r-{life}")).Accepted.ShouldBeTrue();
            await host.Services.GetRequiredService<IClusterClient>().GetStreamProvider("streams").GetStream<int>("prices", "one").SubscribeAsync(static (_, _) => Task.CompletedTask);
            await host.Stop();
        }
        Scalar("SELECT COUNT(*) FROM {p}OrleansStorage WHERE GrainTypeString = 'registry'").ShouldBe(1L);
        Text((byte[])Scalar("SELECT PayloadBinary FROM {p}OrleansStorage WHERE GrainTypeString = 'registry'")!).ShouldContain("\"r-3\"");
        // Each silo's subscription, for the silos before it are not there to take theirs away.
        Text((byte[])Scalar("SELECT PayloadBinary FROM {p}OrleansStorage WHERE GrainTypeString = 'PubSubRendezvousGrain' AND GrainIdExtensionString LIKE '%prices%'")!).Split("\"SubscriptionId\"").Length.ShouldBe(4);
    }

    [Fact]
    public async Task What_version_0_1_has_kept_is_taken_over_once_and_stays_where_it_was()
    {
        await WriteFormer("old");
        using (var host = await Start())
        {
            await Known(host, ["declared", "old"]);
            (await Status(host, "old")).ShouldBe(Lifecycle.Running);
            Log.All.ShouldContain(static line => line.StartsWith("2320 Information", StringComparison.Ordinal));
            (await Register(host, "new")).Accepted.ShouldBeTrue();
            (await host.Services.GetRequiredService<IComponents>().Remove("old")).Accepted.ShouldBeTrue();
            await host.Stop();
        }
        // A silo that was killed between the copy and the mark.
        Execute("DELETE FROM {p}genesis_marks WHERE name = 'taken over from 0.1'").ShouldBe(1);
        for (var life = 1; life <= 2; life++)
        {
            using var host = await Start();
            await Known(host, ["declared", "new"]);
            await host.Stop();
        }
        Scalar("SELECT COUNT(*) FROM {p}system_heads").ShouldBe(1L);
    }

    [Fact]
    public async Task A_silo_that_was_killed_before_it_has_copied_anything_copies_at_the_next_start()
    {
        using (var host = await Start()) await host.Stop();
        await WriteFormer("old");
        using (var host = await Start())
        {
            await Known(host, ["declared", "old"]);
            await host.Stop();
        }
    }

    [Fact]
    public async Task Of_a_damaged_state_of_version_0_1_the_version_before_is_taken_and_without_one_the_start_is_refused()
    {
        await WriteFormer("first", "second");
        Execute("UPDATE {p}system_rows SET checksum = payload WHERE version = 2").ShouldBe(1);
        using (var host = await Start())
        {
            await Known(host, ["declared", "first"]);
            Log.All.ShouldContain(static line => line.StartsWith("2302 Error", StringComparison.Ordinal));
            await host.Stop();
        }

        Execute("DELETE FROM {p}genesis_marks WHERE name = 'taken over from 0.1'").ShouldBe(1);
        Execute("DELETE FROM {p}OrleansStorage");
        Execute("UPDATE {p}system_rows SET checksum = payload");
        var refused = await Should.ThrowAsync<StateRefusedException>(Start);
        refused.Message.ShouldContain("none of the versions kept is sound");
        Scalar("SELECT COUNT(*) FROM {p}OrleansStorage").ShouldBe(0L);
    }

    [Fact]
    public async Task A_state_of_version_0_1_that_nobody_knows_is_refused_with_what_to_do()
    {
        await WriteFormer("old");
        await using (var host = await StoreHost.Start(AddFormer))
            await host.Storage("system").WriteStateAsync("notes", GrainId.Create("stranger", "one"), new GrainState<Position>(Position.Of(1)));
        var refused = await Should.ThrowAsync<StorageUnavailableException>(Start);
        refused.Message.ShouldContain("has state 'notes' of stranger/one, written by Genesis 0.1");
        refused.Message.ShouldContain("Nothing was changed.");
        var remedy = refused.Message[refused.Message.IndexOf("DELETE", StringComparison.Ordinal)..].TrimEnd('.');
        Execute(remedy).ShouldBe(1);
        using var after = await Start();
        Ids(after).ShouldBe(["declared", "old"]);
        await after.Stop();
    }

    [Fact]
    public async Task Tables_of_a_newer_version_are_refused()
    {
        using (var host = await Start()) await host.Stop();
        Execute("UPDATE {p}genesis_marks SET value = '2' WHERE name = 'tables'").ShouldBe(1);
        var refused = await Should.ThrowAsync<StorageUnavailableException>(Start);
        refused.Message.ShouldContain("grain storage tables of version 2, and this program knows version 1");
        refused.Message.ShouldContain("Start the newer Genesis");
    }

    [Fact]
    public async Task A_registry_that_a_newer_version_has_written_is_refused_and_not_cut()
    {
        using (var host = await Start())
        {
            (await Register(host, "one")).Accepted.ShouldBeTrue();
            await host.Stop();
        }
        var json = Text((byte[])Scalar("SELECT PayloadBinary FROM {p}OrleansStorage WHERE GrainTypeString = 'registry'")!);
        Execute($"UPDATE {{p}}OrleansStorage SET PayloadBinary = x'{Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(json[..^1] + ",\"Labels\":{}}"))}' WHERE GrainTypeString = 'registry'").ShouldBe(1);
        var refused = await Should.ThrowAsync<StateRefusedException>(Start);
        refused.Message.ShouldContain("State 'registry' of registry/system cannot be read");
        refused.Message.ShouldContain("Labels");
    }

    [Fact]
    public async Task While_nothing_can_be_written_changes_are_refused_with_the_reason_and_it_heals_by_itself()
    {
        using var host = await Start();
        (await Register(host, "before")).Accepted.ShouldBeTrue();
        await using (await HoldWrites())
        {
            var refused = await Register(host, "during");
            refused.Accepted.ShouldBeFalse();
            refused.Problems[0].ShouldContain("It could not be stored, so nothing was changed: Store \"system\" is degraded");
            Health(host).State.ShouldBe(StorageState.Degraded);
            Health(host).Reason.ShouldNotBeNull();
            Log.All.ShouldContain(static line => line.StartsWith("2300 Warning Store \"system\" is degraded", StringComparison.Ordinal));
            await Known(host, ["before", "declared"]);
            (await host.Services.GetRequiredService<IComponentBus>().Ask("before", "get")).IsOk.ShouldBeTrue();
        }
        await Eventually.True(() => Health(host).State == StorageState.Healthy, "the store to heal without a write");
        // On a server the first answers may come from connections that are broken.
        await Eventually.True(async () => (await Register(host, "after")).Accepted, "a change to be stored again");
        await host.Stop();
        using var next = await Start();
        Ids(next).ShouldBe(["after", "before", "declared"]);
        await next.Stop();
    }

    [Fact]
    public async Task A_change_that_somebody_else_stored_in_between_is_kept()
    {
        using var host = await Start();
        (await Register(host, "one")).Accepted.ShouldBeTrue();
        // As after a write whose answer was lost.
        Execute("UPDATE {p}OrleansStorage SET Version = Version + 1 WHERE GrainTypeString = 'registry'").ShouldBe(1);
        (await Register(host, "two")).Accepted.ShouldBeTrue();
        await Known(host, ["declared", "one", "two"]);
        await host.Stop();
        using var next = await Start();
        Ids(next).ShouldBe(["declared", "one", "two"]);
        await next.Stop();
    }

    /// <summary>Writes a registry as version 0.1 did, a version for each id.</summary>
    private protected async Task WriteFormer(params string[] ids)
    {
        await using var host = await StoreHost.Start(AddFormer);
        var state = new GrainState<RegistryState>(new RegistryState());
        foreach (var id in ids)
        {
            state.State = state.State!.With(Registration(id));
            await host.Storage("system").WriteStateAsync("registry", Registry, state);
        }
    }

    private protected static ComponentRegistration Registration(string id) => new()
    {
        Id = id,
        Type = nameof(Sample),
        Subscriptions = [new ComponentSubscription("a.*", 3)],
        Settings = ImmutableDictionary<string, string>.Empty.Add("venue", "paper"),
        Policies = ComponentPolicies.Default,
    };

    /// <summary>Waits until the host knows these components: one whose registry was slow at the start asks it again.</summary>
    private protected static Task Known(IHost host, string[] ids) => Eventually.True(() => Ids(host).SequenceEqual(ids), $"the components {string.Join(", ", ids)}");

    private protected static string[] Ids(IHost host) => [.. host.Services.GetRequiredService<IComponents>().List().Select(static one => one.Id)];

    private protected static Task<RegistrationResult> Register(IHost host, string id) => host.Services.GetRequiredService<IComponents>().Register(Registration(id));

    private protected static StorageHealth Health(IHost host) =>
        host.Services.GetServices<IStorageHealthSource>().Select(static source => source.Health).Single(static health => health.Name == StoreNames.System);

    private static async Task<Lifecycle> Status(IHost host, string id) => (await host.Services.GetRequiredService<IComponents>().Status(id))!.State;

    private static string Text(byte[] payload) => System.Text.Encoding.UTF8.GetString(payload);

    /// <summary>A component that answers.</summary>
    public sealed class Sample : Component
    {
        protected override ValueTask<object?> OnRequest(ComponentRequest request) => new(request.Type);
    }
}
