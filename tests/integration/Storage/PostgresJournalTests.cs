namespace Genesis.Tests.Integration.Storage;

[Collection(nameof(PostgresServer))]
public sealed class PostgresJournalTests(PostgresServer server) : JournalTests
{
    protected override async Task<object> Backend() => new PostgresBackend(await server.CreateDatabase());
}
