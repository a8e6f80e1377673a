using Genesis.Storage;
using Genesis.Tests.Integration.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Genesis.Tests.Integration.Components;

/// <summary>Components that run on while a real store is in trouble.</summary>
public sealed class StoreTroubleTests : IDisposable
{
    private const int Components = 20;
    private readonly string _directory = Directory.CreateTempSubdirectory("genesis-trouble-").FullName;

    private string Database => Path.Combine(_directory, "checkpoints.db");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task A_damaged_row_in_the_file_costs_that_version_only()
    {
        using (var first = await Start(OnSqlite()))
        {
            for (var version = 1; version <= 4; version++)
            {
                await Add(first, version);
                await Eventually.True(async () => (await Statuses(first)).All(status => status.CheckpointVersion == version), "all to be written");
            }
            await first.StopAsync();
        }
        Execute("UPDATE checkpoints_rows SET payload = randomblob(size) WHERE grain = 'component/c-3' AND version = 4").ShouldBe(1);
        Execute("UPDATE checkpoints_rows SET payload = substr(payload, 1, size / 2) WHERE grain = 'component/c-5' AND version = 4").ShouldBe(1);

        using var host = await Start(OnSqlite());
        var bus = host.Services.GetRequiredService<IComponentBus>();
        for (var i = 0; i < Components; i++) (await bus.Ask($"c-{i}", "get")).As<int>().ShouldBe(i is 3 or 5 ? 3 : 4);
        var refused = Health(host).Refused.ToDictionary(static one => one.Grain);
        refused.Count.ShouldBe(2);
        refused["component/c-3"].Reason.ShouldContain("it is damaged");
        refused["component/c-5"].Reason.ShouldContain("truncated");
        await host.StopAsync();
    }

    /// <summary>SQLite may not add a page, as on a full disk. Something else fills the file, and its deletion makes room.</summary>
    [Fact]
    public async Task A_full_disk_is_said_in_the_status_blocks_nobody_and_components_heal_by_themselves()
    {
        using var host = await Start(OnSqlite(static options => (options.MaximumBytes, options.CompressAbove, options.OperationTimeout) = (1 << 20, int.MaxValue, TimeSpan.FromSeconds(1))));
        var bus = host.Services.GetRequiredService<IComponentBus>();
        await bus.Ask("c-0", "grow", 20_000);
        await Eventually.True(async () => (await Statuses(host))[0].CheckpointVersion > 0, "the first checkpoint");
        Execute("CREATE TABLE other (bytes BLOB); INSERT INTO other VALUES (randomblob(900000))");
        for (var i = 0; i < Components; i++) (await bus.Ask($"c-{i}", "grow", 20_000)).IsOk.ShouldBeTrue();
        await InTrouble(host, "The disk is full");

        Execute("DELETE FROM other").ShouldBe(1);
        for (var i = 0; i < Components; i++) (await bus.Ask($"c-{i}", "grow", 0)).IsOk.ShouldBeTrue();
        await Healed(host);
        await host.StopAsync();
        await Kept(OnSqlite());
    }

    [Fact]
    public async Task A_stopped_server_is_said_in_the_status_blocks_nobody_and_components_heal_by_themselves()
    {
        await using var server = new PostgresServer();
        await server.InitializeAsync();
        Action<GenesisBuilder> onServer = genesis => genesis.Silo.AddGenesisPostgresStorage(StoreNames.Checkpoints, options =>
            (options.ConnectionString, options.OperationTimeout, options.MaximumRetryDelay) = (server.ConnectionString, TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(500)));
        using var host = await Start(onServer);
        await Add(host, 1);
        await Eventually.True(async () => (await Statuses(host)).All(static status => status.CheckpointVersion >= 1), "all to be written");

        await server.Stop();
        await Add(host, 2);
        await InTrouble(host, "Check that PostgreSQL");

        await server.Start();
        await Healed(host);
        await host.StopAsync();
        await Kept(onServer);
    }

    private static async Task<IHost> Start(Action<GenesisBuilder> storage)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.AddGenesis(genesis =>
        {
            storage(genesis);
            genesis.UseMemory();
            for (var i = 0; i < Components; i++) genesis.AddComponent<Grower>($"c-{i}");
        });
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private Action<GenesisBuilder> OnSqlite(Action<SqliteStoreOptions>? more = null) => genesis => genesis.Silo.AddGenesisSqliteStorage(StoreNames.Checkpoints, options =>
    {
        options.Path = Database;
        more?.Invoke(options);
    });

    private static async Task Add(IHost host, int expected)
    {
        var bus = host.Services.GetRequiredService<IComponentBus>();
        for (var i = 0; i < Components; i++) (await bus.Ask($"c-{i}", "add")).As<int>().ShouldBe(expected);
    }

    /// <summary>Sees to it that all say what is wrong, and that asks are answered as ever.</summary>
    private static async Task InTrouble(IHost host, string reason)
    {
        var bus = host.Services.GetRequiredService<IComponentBus>();
        await Eventually.True(async () => (await Statuses(host)).Count(status => status.State == Lifecycle.Degraded && status.CheckpointProblem!.Contains(reason, StringComparison.Ordinal)) >= 3, "components to be degraded");
        Health(host).State.ShouldBe(StorageState.Degraded);
        for (var round = 0; round < 5; round++)
        {
            for (var i = 0; i < Components; i++)
            {
                var outcome = await bus.Ask($"c-{i}", "add");
                outcome.IsOk.ShouldBeTrue(outcome.Sentence);
            }
        }
    }

    private static async Task Healed(IHost host)
    {
        ComponentStatus[] ill = [];
        try
        {
            await Eventually.True(async () => (ill = [.. (await Statuses(host)).Where(static status => status is not { State: Lifecycle.Running, CheckpointProblem: null, Generation: 1 })]).Length == 0, "all to be well");
        }
        catch (TimeoutException)
        {
            ill.ShouldBeEmpty($"of all {Components}; the store: {Health(host)}");
        }
        Health(host).State.ShouldBe(StorageState.Healthy);
    }

    /// <summary>What they have counted in the meantime is there for the next host.</summary>
    private static async Task Kept(Action<GenesisBuilder> storage)
    {
        using var host = await Start(storage);
        var bus = host.Services.GetRequiredService<IComponentBus>();
        for (var i = 0; i < Components; i++) (await bus.Ask($"c-{i}", "get")).As<int>().ShouldBeGreaterThanOrEqualTo(5);
        await host.StopAsync();
    }

    private static async Task<ComponentStatus[]> Statuses(IHost host)
    {
        var bus = host.Services.GetRequiredService<IComponentBus>();
        return await Task.WhenAll(Enumerable.Range(0, Components).Select(async i => (await bus.Ask($"c-{i}", "status")).As<ComponentStatus>()));
    }

    private static StorageHealth Health(IHost host) =>
        host.Services.GetServices<IStorageHealthSource>().Select(static source => source.Health).Single(static health => health.Name == StoreNames.Checkpoints);

    private int Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteNonQuery();
    }

    /// <summary>A count, and as much text as wanted.</summary>
    public sealed record Grown(int Count, string Text);

    /// <summary>Counts, and grows on request.</summary>
    public sealed class Grower : Component<Grown>
    {
        protected override Grown InitialState => new(0, "");

        protected override ValueTask<object?> OnRequest(ComponentRequest request)
        {
            if (request.Type == "add") State = State with { Count = State.Count + 1 };
            else if (request.Type == "grow") State = State with { Text = new string('x', request.Data.As<int>()) };
            return new(State.Count);
        }
    }
}
