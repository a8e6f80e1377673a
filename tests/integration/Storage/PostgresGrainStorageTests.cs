namespace Genesis.Tests.Integration.Storage;

[Collection(nameof(PostgresServer))]
public sealed class PostgresGrainStorageTests(PostgresServer server) : GrainStorageTests
{
    protected override async Task<object> Backend() => new PostgresBackend(await server.CreateDatabase());
}
