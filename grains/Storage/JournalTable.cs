using System.Data.Common;

namespace Genesis.Storage;

/// <summary>
/// The journal's tables: entries, deliveries not acknowledged, figures per type and target, epochs, dead letters, and counts of all of them.
/// Figures and counts change in the transactions of what they count, so they are exact after any kill.
/// </summary>
internal sealed class JournalTable(string store, JournalOptions options, TimeProvider time) : IStoreTable
{
    private const int TrimmedAtOnce = 2000;

    private JournalSql _sql = null!;
    private long _trimmedAt;
    private bool _trimAgain;

    public string? Warning { get; private set; }

    public void Open(SqlSession session)
    {
        _sql = new JournalSql(session.Dialect.Prefix + Names.TablesOf(store));
        _sql.CreateTables(session);
        _trimAgain = true;
    }

    public void Write(SqlSession session, IReadOnlyList<StoreOperation> operations)
    {
        session.Dialect.Serialize(session, store);
        var changes = new JournalChanges(_sql);
        // What is of one kind goes to the database together; nothing overtakes what came before it.
        for (var from = 0; from < operations.Count;)
        {
            var kind = operations[from].GetType();
            var to = from + 1;
            while (to < operations.Count && operations[to].GetType() == kind) to++;
            Write(session, [.. operations.Skip(from).Take(to - from)], changes);
            from = to;
        }
        var trim = _trimAgain || time.GetElapsedTime(_trimmedAt) >= options.TrimInterval;
        if (trim) Trim(session, changes, Math.Max(TrimmedAtOnce, 2 * operations.Count));
        changes.Store(session);
        if (trim) Warning = Limit(session);
    }

    public void RolledBack() => _trimAgain = true;

    public void Read(SqlSession session, IReadOnlyList<StoreOperation> operations)
    {
        foreach (var operation in operations) ((IJournalRead)operation).Read(this, session);
    }

    public IReadOnlyList<PendingDelivery> ReadPending(SqlSession session, string target, long after, int max)
    {
        List<PendingDelivery> pending = [];
        using var reader = session.Query(_sql.Pending, target, after, (long)max);
        while (reader.Read()) pending.Add(new PendingDelivery(reader.GetInt64(0), JournalSql.Entry(reader, 1, target)));
        return pending;
    }

    public IReadOnlyDictionary<string, long> ReadPendingCounts(SqlSession session)
    {
        Dictionary<string, long> counts = [];
        using var reader = session.Query(_sql.PendingCounts);
        while (reader.Read()) counts[reader.GetString(0)] = reader.GetInt64(1);
        return counts;
    }

    public IReadOnlyList<JournalFigure> ReadFigures(SqlSession session)
    {
        List<JournalFigure> figures = [];
        using var reader = session.Query(_sql.Figures);
        while (reader.Read())
        {
            figures.Add(new JournalFigure(
                reader.GetString(0), reader.GetString(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4), reader.GetInt64(5), reader.GetInt64(6), reader.GetInt64(7)));
        }
        return figures;
    }

    public DeadLetterPage ReadLetters(SqlSession session, DeadLetterFilter? filter, long? before, int max)
    {
        List<DeadLetter> letters = [];
        using var reader = session.Query(_sql.Letters, before ?? long.MaxValue, filter?.Target ?? "", filter?.Type ?? "", filter?.Source ?? "", max + 1L);
        while (reader.Read()) letters.Add(JournalSql.Letter(reader));
        if (letters.Count <= max) return new DeadLetterPage(letters, null);
        letters.RemoveAt(max);
        return new DeadLetterPage(letters, letters[^1].Number);
    }

    public DeadLetter? ReadLetter(SqlSession session, long number)
    {
        using var reader = session.Query(_sql.Letter1, number);
        return reader.Read() ? JournalSql.Letter(reader) : null;
    }

    public DeadLetterCounts ReadLetterCounts(SqlSession session)
    {
        Dictionary<string, long> counts = [];
        using var reader = session.Query(_sql.Counts);
        while (reader.Read()) counts[reader.GetString(0)] = reader.GetInt64(1);
        long Of(string name) => counts.GetValueOrDefault(name);
        return new DeadLetterCounts(Of(JournalChanges.Letters), Of(JournalChanges.LettersAdded), Of(JournalChanges.LettersRemoved), Of(JournalChanges.LettersDropped));
    }

    private void Write(SqlSession session, IReadOnlyList<StoreOperation> run, JournalChanges changes)
    {
        switch (run[0])
        {
            case JournalAppend:
                Append(session, [.. run.Cast<JournalAppend>()], changes);
                break;
            case JournalAcknowledge:
                Acknowledge(session, [.. run.Cast<JournalAcknowledge>().SelectMany(static one => one.Ends)], changes);
                break;
            case JournalEpoch:
                session.Many(_sql.NextEpoch, [.. run.Select(static one => new object?[] { ((JournalEpoch)one).Source })], (i, reader) => ((JournalEpoch)run[i]).Result = reader.GetInt64(0));
                break;
            case DeadLetterAdd:
                session.Many(_sql.AddLetter, [.. run.Select(static one => JournalSql.Values(((DeadLetterAdd)one).Letter))], (i, reader) => ((DeadLetterAdd)run[i]).Result = reader.GetInt64(0));
                changes.Count(JournalChanges.Letters, run.Count);
                changes.Count(JournalChanges.LettersAdded, run.Count);
                DropLetters(session, changes);
                break;
            case DeadLetterRemove:
                foreach (var remove in run.Cast<DeadLetterRemove>())
                {
                    remove.Result = session.Run(_sql.RemoveLetter, remove.Number) > 0;
                    if (!remove.Result) continue;
                    changes.Count(JournalChanges.Letters, -1);
                    changes.Count(JournalChanges.LettersRemoved, 1);
                }
                break;
            case var other:
                throw new NotSupportedException($"The journal does not know {other.GetType().Name}.");
        }
    }

    private void Append(SqlSession session, List<JournalAppend> run, JournalChanges changes)
    {
        var now = time.GetUtcNow().UtcTicks;
        foreach (var append in run) append.Result = default;
        // An id that is there already gives no row back, also if it came earlier in this very run.
        session.Many(
            _sql.AppendEntry, [.. run.Select(append => JournalSql.Values(append.Entry, now))],
            (i, reader) => run[i].Result = new AppendResult(reader.GetInt64(0), Duplicate: false));
        List<object?[]> deliveries = [];
        foreach (var append in run)
        {
            if (append.Result.Position == 0) continue;
            foreach (var target in append.Entry.Targets)
            {
                deliveries.Add([target, append.Result.Position]);
                changes.Figure(append.Entry.Type, target, JournalChanges.Appended);
            }
            changes.Count(JournalChanges.Entries, 1);
            changes.Count(JournalChanges.EntryBytes, JournalSql.SizeOf(append.Entry));
        }
        session.Many(_sql.AppendDelivery, deliveries);
        var repeated = run.Where(static append => append.Result.Position == 0).ToList();
        session.Many(
            _sql.PositionOf, [.. repeated.Select(static append => new object?[] { append.Entry.Id })],
            (i, reader) => repeated[i].Result = new AppendResult(reader.GetInt64(0), Duplicate: !IsOwn(repeated[i], reader)));
    }

    /// <summary>Whether an earlier attempt at the very same operation was committed, and only its answer was lost.</summary>
    private static bool IsOwn(JournalAppend append, DbDataReader reader) => append.Attempts > 0
        && reader.GetString(1) == append.Entry.Source && reader.GetInt64(2) == append.Entry.Epoch && reader.GetInt64(3) == append.Entry.Sequence;

    private void Acknowledge(SqlSession session, List<Acknowledgement> ends, JournalChanges changes)
    {
        var ended = new bool[ends.Count];
        session.Many(_sql.EndDelivery, [.. ends.Select(static end => new object?[] { end.Target, end.Position })], (i, _) => ended[i] = true);
        List<Acknowledgement> done = [.. ends.Where((_, i) => ended[i])];
        session.Many(
            _sql.EndedOne, [.. done.Select(static end => new object?[] { end.Position })],
            (i, reader) => changes.Figure(reader.GetString(0), done[i].Target, JournalChanges.Handled + (int)done[i].End));
    }

    /// <summary>Entries that all have acknowledged go when they are old enough, and nothing that caused them is to be handled again.</summary>
    private void Trim(SqlSession session, JournalChanges changes, int most)
    {
        var now = time.GetUtcNow();
        var bytes = (session.Number(_sql.CountOf, JournalChanges.EntryBytes) ?? 0) + changes.CountedOf(JournalChanges.EntryBytes);
        var gone = Trim(session, changes, now - options.KeepFor, most);
        if (bytes + changes.CountedOf(JournalChanges.EntryBytes) > options.MaximumBytes) gone = Math.Max(gone, Trim(session, changes, now - options.MinimumAge, most));
        DropLetters(session, changes);
        _trimAgain = gone == most;
        _trimmedAt = time.GetTimestamp();
    }

    private int Trim(SqlSession session, JournalChanges changes, DateTimeOffset before, int most)
    {
        var gone = 0;
        using var reader = session.Query(_sql.Trim, before.UtcTicks, (long)most);
        while (reader.Read())
        {
            gone++;
            changes.Count(JournalChanges.Entries, -1);
            changes.Count(JournalChanges.EntryBytes, -reader.GetInt64(0));
        }
        return gone;
    }

    private void DropLetters(SqlSession session, JournalChanges changes)
    {
        var kept = (session.Number(_sql.CountOf, JournalChanges.Letters) ?? 0) + changes.CountedOf(JournalChanges.Letters);
        var dropped = session.Run(_sql.DropOldLetters, (time.GetUtcNow() - options.MaximumDeadLetterAge).UtcTicks);
        if (kept - dropped > options.MaximumDeadLetters) dropped += session.Run(_sql.DropLetters, kept - dropped - options.MaximumDeadLetters);
        if (dropped == 0) return;
        changes.Count(JournalChanges.Letters, -dropped);
        changes.Count(JournalChanges.LettersDropped, dropped);
    }

    private string? Limit(SqlSession session)
    {
        var bytes = session.Number(_sql.CountOf, JournalChanges.EntryBytes) ?? 0;
        if (bytes <= options.MaximumBytes) return null;
        return $"The journal is over its limit of {options.MaximumBytes >> 20} MB, because deliveries are not acknowledged or too young. Nothing is dropped. "
            + $"Look at who does not acknowledge (pending deliveries per component), or raise {nameof(JournalOptions.MaximumBytes)}.";
    }
}
