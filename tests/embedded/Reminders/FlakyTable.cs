using System.Globalization;
using Orleans;
using Orleans.Runtime;

namespace Genesis.Tests.Embedded.Reminders;

/// <summary>A table whose first reads fail.</summary>
internal sealed class FlakyTable : IReminderTable
{
    private readonly Lock _gate = new();
    private readonly List<ReminderEntry> _rows = [];
    private long _version;
    private int _reads;

    public int FailReads { get; init; }

    public int Reads => Volatile.Read(ref _reads);

    public Task<ReminderTableData> ReadRows(GrainId grainId)
    {
        lock (_gate) return Task.FromResult(new ReminderTableData(_rows.Where(row => row.GrainId == grainId).ToList()));
    }

    public Task<ReminderTableData> ReadRows(uint begin, uint end)
    {
        if (Interlocked.Increment(ref _reads) <= FailReads) throw new IOException("The table is not there yet.");
        lock (_gate) return Task.FromResult(new ReminderTableData(_rows.ToList()));
    }

    public Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName)
    {
        lock (_gate) return Task.FromResult(_rows.Find(row => row.GrainId == grainId && row.ReminderName == reminderName));
    }

    public Task<string?> UpsertRow(ReminderEntry entry)
    {
        lock (_gate)
        {
            _rows.RemoveAll(row => row.GrainId == entry.GrainId && row.ReminderName == entry.ReminderName);
            entry.ETag = (++_version).ToString(CultureInfo.InvariantCulture);
            _rows.Add(entry);
            return Task.FromResult<string?>(entry.ETag);
        }
    }

    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag)
    {
        lock (_gate) return Task.FromResult(_rows.RemoveAll(row => row.GrainId == grainId && row.ReminderName == reminderName && row.ETag == eTag) > 0);
    }

    public Task TestOnlyClearTable() => throw new NotSupportedException();
}
