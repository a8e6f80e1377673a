using System.Globalization;
using Orleans;
using Orleans.Runtime;

namespace Genesis.Embedded.Reminders;

/// <summary>Reminders in the memory of the process; they end with the silo.</summary>
internal sealed class InMemoryReminderTable : IReminderTable
{
    /// <summary>So many reminders, about 200 MB; more are refused.</summary>
    public const int Most = 1_000_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<GrainId, Dictionary<string, ReminderEntry>> _rows = [];
    private long _version;
    private int _count;

    public Task<ReminderTableData> ReadRows(GrainId grainId)
    {
        lock (_gate) return Task.FromResult(_rows.TryGetValue(grainId, out var rows) ? ReminderRows.Copy(rows.Values) : new ReminderTableData());
    }

    public Task<ReminderTableData> ReadRows(uint begin, uint end)
    {
        lock (_gate) return Task.FromResult(ReminderRows.Copy(_rows.Where(pair => ReminderRows.InRange(pair.Key, begin, end)).SelectMany(static pair => pair.Value.Values)));
    }

    public Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName)
    {
        lock (_gate) return Task.FromResult(Find(grainId, reminderName) is { } row ? ReminderRows.Copy(row) : null);
    }

    public Task<string?> UpsertRow(ReminderEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        lock (_gate)
        {
            if (!_rows.TryGetValue(entry.GrainId, out var rows)) _rows[entry.GrainId] = rows = [];
            if (!rows.ContainsKey(entry.ReminderName) && _count++ >= Most)
            {
                _count--;
                throw new ReminderException($"Reminder '{entry.ReminderName}' of {entry.GrainId} was not registered: there are {Most} already, which is the most the table in memory takes.");
            }
            var row = ReminderRows.Copy(entry);
            row.ETag = (++_version).ToString(CultureInfo.InvariantCulture);
            rows[row.ReminderName] = row;
            return Task.FromResult<string?>(row.ETag);
        }
    }

    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag)
    {
        lock (_gate)
        {
            if (Find(grainId, reminderName) is not { } row || row.ETag != eTag) return Task.FromResult(false);
            var rows = _rows[grainId];
            rows.Remove(reminderName);
            if (rows.Count == 0) _rows.Remove(grainId);
            _count--;
            return Task.FromResult(true);
        }
    }

    public Task TestOnlyClearTable()
    {
        lock (_gate)
        {
            _rows.Clear();
            _count = 0;
        }
        return Task.CompletedTask;
    }

    private ReminderEntry? Find(GrainId grainId, string reminderName) => _rows.TryGetValue(grainId, out var rows) ? rows.GetValueOrDefault(reminderName) : null;
}
