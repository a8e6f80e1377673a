using Genesis.Storage;
using Orleans.Storage;

namespace Genesis.Tests.Unit.Storage;

public sealed class StateTableTests : IDisposable
{
    private static readonly StateKey Key = new("component/one", "state");
    private readonly MemoryStores _stores = new();
    private readonly StateCodec _codec = new(new MemoryStoreOptions());
    private readonly StateTable _table = new("checkpoints", TimeProvider.System);
    private readonly SqlSession _session;

    public StateTableTests()
    {
        _session = new SqlSession(new MemoryDialect(_stores, "checkpoints"));
        _table.Open(_session);
    }

    public void Dispose() => _stores.Dispose();

    [Fact]
    public async Task A_write_whose_answer_was_lost_is_recognised_when_it_is_tried_again()
    {
        var write = Write("2", null);
        Commit(write);
        write.Attempts = 1;
        Commit(write);
        write.Succeed();
        (await write.Answer).ShouldBe(1);

        var other = Write("3", null);
        other.Attempts = 1;
        Commit(other);
        other.Succeed();
        (await Should.ThrowAsync<InconsistentStateException>(() => other.Answer)).StoredEtag.ShouldBe("1");
    }

    [Fact]
    public async Task A_clear_whose_answer_was_lost_is_recognised_when_it_is_tried_again()
    {
        Commit(Write("1", null));
        var clear = new StateClear(Key, "1");
        Commit(clear);
        clear.Attempts = 1;
        Commit(clear);
        clear.Succeed();
        (await clear.Answer).ShouldBeNull();
    }

    [Fact]
    public void What_was_rolled_back_was_never_written()
    {
        Commit(Write("1", null));
        _session.Run("BEGIN IMMEDIATE");
        _table.Write(_session, [Write("2", "1")]);
        _session.TryRollback().ShouldBeTrue();
        _table.RolledBack();
        var read = new StateRead(Key);
        _table.Read(_session, [read]);
        read.Result!.Version.ShouldBe(1);
        var next = Write("3", "1");
        Commit(next);
        next.Refusal.ShouldBeNull();
    }

    private StateWriteOf<string> Write(string value, string? etag)
    {
        var write = new StateWriteOf<string>(Key, etag, value, _codec);
        write.Prepare();
        return write;
    }

    private void Commit(StoreOperation operation)
    {
        _session.Run("BEGIN IMMEDIATE");
        _table.Write(_session, [operation]);
        _session.Commit();
    }
}
