namespace Genesis.Tests.Integration.Storage;

public sealed class SqliteJournalTests : JournalTests
{
    protected override Task<object> Backend() => Task.FromResult<object>(new SqliteBackend());
}
