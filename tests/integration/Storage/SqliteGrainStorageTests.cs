namespace Genesis.Tests.Integration.Storage;

public sealed class SqliteGrainStorageTests : GrainStorageTests
{
    protected override Task<object> Backend() => Task.FromResult<object>(new SqliteBackend());
}
