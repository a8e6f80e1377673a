using Genesis.Storage;
using Npgsql;

namespace Genesis.Tests.Integration.Storage;

/// <inheritdoc/>
public sealed class PostgresSystemStoreTests : SystemStoreTests, IAsyncLifetime
{
    private readonly PostgresServer _server = new();

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    protected override void Use(GenesisBuilder genesis) => genesis.UsePostgres(_server.ConnectionString);

    protected override int Execute(string sql)
    {
        using var connection = Connect();
        using var command = new NpgsqlCommand(Words(sql), connection);
        return command.ExecuteNonQuery();
    }

    protected override object? Scalar(string sql)
    {
        using var connection = Connect();
        using var command = new NpgsqlCommand(Words(sql), connection);
        return command.ExecuteScalar();
    }

    private protected override void AddFormer(ISiloBuilder silo) => silo.AddGenesisPostgresStorage("system", options => options.ConnectionString = _server.ConnectionString);

    protected override async Task<IAsyncDisposable> HoldWrites()
    {
        await _server.Stop();
        return new Restart(_server);
    }

    [Fact]
    public async Task A_server_that_is_not_there_keeps_the_silo_from_starting_and_the_message_says_where_it_was_looked_for()
    {
        await _server.Stop();
        var refused = await Should.ThrowAsync<StorageUnavailableException>(Start);
        refused.Message.ShouldContain("could not be opened within 00:00:10");
        refused.Message.ShouldContain("Check that PostgreSQL 127.0.0.1");
        await _server.Start();
    }

    [Fact]
    public async Task Two_silos_on_one_schema_make_the_tables_once()
    {
        var hosts = await Task.WhenAll(Start(), Start());
        foreach (var host in hosts)
        {
            await host.Stop();
            host.Dispose();
        }
        Scalar("SELECT value FROM {p}genesis_marks WHERE name = 'tables'").ShouldBe("1");
    }

    private static string Words(string sql) => sql.Replace("{p}", "genesis.", StringComparison.Ordinal).Replace("x'", "'\\x", StringComparison.Ordinal);

    private NpgsqlConnection Connect()
    {
        var connection = new NpgsqlConnection(_server.ConnectionString + ";Pooling=false");
        connection.Open();
        return connection;
    }

    private sealed class Restart(PostgresServer server) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await server.Start();
    }
}
