using Genesis.Storage;

namespace Genesis.Tests.Unit.Storage;

public sealed class SqliteDialectTests : IDisposable
{
    private const long Normal = 1;
    private const long Full = 2;
    private readonly string _directory = Directory.CreateTempSubdirectory("genesis-dialect-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void A_transaction_is_flushed_when_it_must_be_and_only_then()
    {
        using var session = new SqlSession(new SqliteDialect(new SqliteStoreOptions { Path = Path.Combine(_directory, "deep", "store.db") }));
        session.Scalar("PRAGMA journal_mode").ShouldBe("wal");
        foreach (var flush in new[] { false, true, true, false, true })
        {
            session.Dialect.Begin(session, flush);
            session.Number("PRAGMA synchronous").ShouldBe(flush ? Full : Normal);
            session.Commit();
        }
    }
}
