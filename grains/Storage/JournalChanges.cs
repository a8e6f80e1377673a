namespace Genesis.Storage;

/// <summary>What one transaction changes in figures and counts; added up, so that each row is touched once.</summary>
internal sealed class JournalChanges(JournalSql sql)
{
    public const string Entries = "entries";
    public const string EntryBytes = "entry_bytes";
    public const string Letters = "letters";
    public const string LettersAdded = "letters_added";
    public const string LettersRemoved = "letters_removed";
    public const string LettersDropped = "letters_dropped";

    /// <summary>Index of the figure of appended deliveries; those of their ends follow in the order of <see cref="DeliveryEnd"/>.</summary>
    public const int Appended = 0;

    /// <summary>Index of the figure of the first end.</summary>
    public const int Handled = 1;

    private const int Figures = 5;

    private readonly Dictionary<(string Type, string Target), long[]> _figures = [];
    private readonly Dictionary<string, long> _counts = [];

    public void Figure(string type, string target, int figure)
    {
        if (!_figures.TryGetValue((type, target), out var row)) _figures[(type, target)] = row = new long[Figures];
        row[figure]++;
    }

    public void Count(string name, long change) => _counts[name] = CountedOf(name) + change;

    /// <summary>What this transaction has changed so far.</summary>
    public long CountedOf(string name) => _counts.GetValueOrDefault(name);

    public void Store(SqlSession session)
    {
        session.Many(sql.AddFigures, [.. _figures.Select(static one => new object?[] { one.Key.Type, one.Key.Target, one.Value[0], one.Value[1], one.Value[2], one.Value[3], one.Value[4] })]);
        session.Many(sql.AddCount, [.. _counts.Where(static one => one.Value != 0).Select(static one => new object?[] { one.Key, one.Value })]);
    }
}
