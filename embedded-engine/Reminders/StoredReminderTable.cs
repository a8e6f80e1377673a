using System.Globalization;
using Genesis.Embedded.Storage;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Genesis.Embedded.Reminders;

/// <summary>
/// A reminder table in a grain storage. Grains are spread over a fixed number of records by their hash, so that a change writes one
/// small record, and all reminders are found again by reading them all.
/// </summary>
internal sealed class StoredReminderTable(StorageProviders providers, string storageName) : IReminderTable
{
    /// <summary>Part of the stored layout: another number would look for reminders in other records.</summary>
    private const int Records = 32;

    /// <summary>The most reminders of one record: it is written whole at each change.</summary>
    public const int MostInRecord = 10_000;

    private const int Attempts = 10;
    private const string StateName = "reminders";
    private static readonly GrainType Owner = GrainType.Create("genesis.reminders");

    private readonly SemaphoreSlim[] _gates = [.. Enumerable.Range(0, Records).Select(static _ => new SemaphoreSlim(1))];
    private IGrainStorage? _storage;

    private IGrainStorage Storage => _storage ??= providers.Get(storageName, "UseStoredReminders");

    /// <summary>An unknown storage name stops the silo's start; the storage itself may start later than the table.</summary>
    public Task StartAsync(CancellationToken cancellationToken = default)
    {
        _ = Storage;
        return Task.CompletedTask;
    }

    public async Task<ReminderTableData> ReadRows(GrainId grainId)
    {
        var name = grainId.ToString();
        var record = await Read(RecordOf(grainId));
        return new ReminderTableData(record.State!.Reminders.Where(row => row.Grain == name).Select(Entry).ToList());
    }

    public async Task<ReminderTableData> ReadRows(uint begin, uint end)
    {
        var all = new List<ReminderEntry>();
        for (var index = 0; index < Records; index++)
            all.AddRange((await Read(index)).State!.Reminders.Select(Entry).Where(row => ReminderRows.InRange(row.GrainId, begin, end)));
        return new ReminderTableData(all);
    }

    public async Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName) =>
        Find((await Read(RecordOf(grainId))).State!, grainId, reminderName) is { } row ? Entry(row) : null;

    public Task<string?> UpsertRow(ReminderEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return Change<string?>(RecordOf(entry.GrainId), record =>
        {
            var row = Find(record, entry.GrainId, entry.ReminderName);
            if (row is null)
            {
                if (record.Reminders.Count >= MostInRecord)
                    throw new ReminderException(
                        $"Reminder '{entry.ReminderName}' of {entry.GrainId} was not registered: its record in storage \"{storageName}\" holds {MostInRecord} reminders, which is the most. For so many use a reminder table in a database.");
                record.Reminders.Add(row = new StoredReminder { Grain = entry.GrainId.ToString(), Name = entry.ReminderName });
            }
            row.StartAt = entry.StartAt.Ticks;
            row.Period = entry.Period.Ticks;
            row.Version = ++record.LastVersion;
            return (true, Text(row.Version));
        });
    }

    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag) => Change(RecordOf(grainId), record =>
    {
        var removed = Find(record, grainId, reminderName) is { } row && Text(row.Version) == eTag && record.Reminders.Remove(row);
        return (removed, removed);
    });

    public async Task TestOnlyClearTable()
    {
        for (var index = 0; index < Records; index++)
            await Change(index, static record =>
            {
                var any = record.Reminders.Count > 0;
                record.Reminders.Clear();
                return (any, any);
            });
    }

    /// <summary>Reads, changes and writes a record, one change at a time; anew when somebody else wrote in between.</summary>
    private async Task<T> Change<T>(int index, Func<StoredReminders, (bool Changed, T Result)> change)
    {
        await _gates[index].WaitAsync();
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                var record = await Read(index);
                var (changed, result) = change(record.State!);
                if (!changed) return result;
                try
                {
                    await Storage.WriteStateAsync(StateName, IdOf(index), record);
                    return result;
                }
                catch (InconsistentStateException conflict)
                {
                    // What was decided is decided again on what is stored now.
                    if (attempt == Attempts)
                        throw new ReminderException($"A reminder was not changed: others wrote the same record of storage \"{storageName}\" {Attempts} times meanwhile. Try again. {conflict.Message}");
                }
            }
        }
        finally
        {
            _gates[index].Release();
        }
    }

    private async Task<GrainState<StoredReminders>> Read(int index)
    {
        var record = new GrainState<StoredReminders>(new StoredReminders());
        await Storage.ReadStateAsync(StateName, IdOf(index), record);
        record.State ??= new StoredReminders();
        return record;
    }

    private static int RecordOf(GrainId grain) => (int)(grain.GetUniformHashCode() % Records);

    private static GrainId IdOf(int index) => GrainId.Create(Owner, index.ToString("00", CultureInfo.InvariantCulture));

    private static StoredReminder? Find(StoredReminders record, GrainId grain, string name)
    {
        var text = grain.ToString();
        return record.Reminders.Find(row => row.Name == name && row.Grain == text);
    }

    private static ReminderEntry Entry(StoredReminder row) => new()
    {
        GrainId = GrainId.Parse(row.Grain),
        ReminderName = row.Name,
        StartAt = new DateTime(row.StartAt, DateTimeKind.Utc),
        Period = TimeSpan.FromTicks(row.Period),
        ETag = Text(row.Version),
    };

    private static string Text(long version) => version.ToString(CultureInfo.InvariantCulture);
}
