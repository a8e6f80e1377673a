using Genesis.Storage;

namespace Genesis.Tests.Unit.Storage;

public sealed class JournalTableTests : IDisposable
{
    private readonly MemoryStores _stores = new();
    private readonly JournalTable _table = new("journal", new JournalOptions(), TimeProvider.System);
    private readonly SqlSession _session;

    public JournalTableTests()
    {
        _session = new SqlSession(new MemoryDialect(_stores, "journal"));
        _table.Open(_session);
    }

    public void Dispose() => _stores.Dispose();

    [Fact]
    public void An_append_whose_answer_was_lost_is_no_duplicate_of_itself()
    {
        var append = new JournalAppend(Entry(sequence: 7));
        Commit(append);
        var position = append.Result.Position;
        append.Attempts = 1;
        Commit(append);
        append.Result.ShouldBe(new AppendResult(position, Duplicate: false));

        var told = new JournalAppend(Entry(sequence: 8)) { Attempts = 1 };
        Commit(told);
        told.Result.ShouldBe(new AppendResult(position, Duplicate: true));
    }

    [Fact]
    public async Task One_that_is_committed_after_it_was_given_up_says_so()
    {
        List<AppendResult> late = [];
        var append = new JournalAppend(Entry(sequence: 7), late.Add);
        Commit(append);
        append.Fail(new StorageUnavailableException("too slow")).ShouldBeTrue();
        append.Succeed();
        late.ShouldBe([append.Result]);
        await Should.ThrowAsync<StorageUnavailableException>(() => append.Answer);
    }

    private static JournalEntry Entry(long sequence) => new() { Id = "one", Source = "s", Epoch = 3, Sequence = sequence, Type = "order", Targets = ["a"] };

    private void Commit(StoreOperation operation)
    {
        _session.Run("BEGIN IMMEDIATE");
        _table.Write(_session, [operation]);
        _session.Commit();
    }
}
