using Genesis.Embedded.Diagnostics;
using Genesis.Embedded.Hosting;
using Genesis.Embedded.Scheduling;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Genesis.Embedded.Reminders;

/// <summary>
/// Waits for the reminders of the table and ticks their grains. Everything here runs on turns of its own. The list follows the table:
/// each change made through this silo at once, others when the table is read again.
/// </summary>
internal sealed class ReminderService
{
    private readonly Engine _engine;
    private readonly IReminderTable _table;
    private readonly ServiceTurns _turns;
    private readonly TableReader _reader;
    private readonly Dictionary<ReminderKey, LocalReminder> _local = [];

    /// <summary>Reminders removed while the table was being read: what the read says of them is old.</summary>
    private readonly HashSet<ReminderKey> _removedMeanwhile = [];
    private long _version;
    private int _ticking;
    private bool _delivers;

    public ReminderService(Engine engine, IReminderTable table, ReminderOptions options)
    {
        (_engine, _table) = (engine, table);
        _turns = new ServiceTurns(engine, "reminders", this);
        _reader = new TableReader(engine, table, options, _turns, BeforeRead, Reconcile);
        engine.Metrics.ObserveReminders(() => _local.Count);
    }

    /// <summary>No tick is under way. Racy: for tests.</summary>
    public bool AllWait => Volatile.Read(ref _ticking) == 0;

    public TimeProvider Time => _engine.Time;

    public DateTime Now => _engine.Time.GetUtcNow().UtcDateTime;

    private EngineLog Log => _engine.Log;

    /// <summary>Starts ticking; the table is read in the background, again and again if it fails.</summary>
    public Task Start() => _turns.Run(() =>
    {
        _delivers = true;
        _reader.Start();
        return Task.CompletedTask;
    });

    /// <summary>Stops ticking. The table keeps the reminders.</summary>
    public Task Stop() => _turns.Run(() =>
    {
        _delivers = false;
        _reader.Stop();
        foreach (var reminder in _local.Values) reminder.End();
        _local.Clear();
        return Task.CompletedTask;
    });

    public Task<IGrainReminder> Register(GrainId grain, string name, TimeSpan dueTime, TimeSpan period) => _turns.Run<IGrainReminder>(async () =>
    {
        var entry = new ReminderEntry { GrainId = grain, ReminderName = name, StartAt = Now.Add(dueTime), Period = period };
        entry.ETag = await _table.UpsertRow(entry)
            ?? throw new ReminderException($"Reminder '{name}' of {grain} was not registered: somebody else changed it at the same time. Register it again.");
        Set(entry, ++_version);
        return GrainReminder.Of(entry);
    });

    public Task Unregister(GrainReminder reminder) => _turns.Run(async () =>
    {
        var (grain, name, etag) = reminder;
        // One that is not there any more is as good as removed.
        if (!await _table.RemoveRow(grain, name, etag) && await _table.ReadRow(grain, name) is not null)
            throw new ReminderException(
                $"Reminder '{name}' of {grain} was not unregistered: it has been changed since this handle was got. Get it again with GetReminder and unregister that.");
        var key = new ReminderKey(grain, name);
        _removedMeanwhile.Add(key);
        // The list may already have a later registration, and that one stays.
        if (_local.TryGetValue(key, out var local) && local.Entry.ETag == etag) Drop(key, local);
        return true;
    });

    public Task<IGrainReminder?> Get(GrainId grain, string name) => _turns.Run<IGrainReminder?>(async () =>
        await _table.ReadRow(grain, name) is { } entry ? GrainReminder.Of(entry) : null);

    public Task<List<IGrainReminder>> GetAll(GrainId grain) => _turns.Run(async () =>
        (await _table.ReadRows(grain)).Reminders.Select(static IGrainReminder (entry) => GrainReminder.Of(entry)).ToList());

    /// <summary>A reminder's timer has fired, on any thread.</summary>
    public void OnTimer(LocalReminder reminder) => _turns.Post(() =>
    {
        if (reminder.IsGone || !_delivers) return;
        if (Now < reminder.Due) reminder.Wait();
        else Tick(reminder);
    });

    private async void Tick(LocalReminder reminder)
    {
        _ticking++;
        var now = Now;
        var entry = reminder.Entry;
        _engine.Metrics.ReminderSent(now - reminder.Due);
        try
        {
            var call = new ReminderCall(reminder, new TickStatus(entry.StartAt, entry.Period, now));
            await Proxies.CallSender.SendTask(reminder.Grain, call);
            _engine.Metrics.ReminderTicked(succeeded: true);
        }
        catch (Exception exception)
        {
            _engine.Metrics.ReminderTicked(succeeded: false);
            Log.ReminderFailed(exception, entry.ReminderName, entry.GrainId);
        }
        // Only now: a tick that takes longer than the period delays the next one instead of meeting it.
        if (!reminder.IsGone) reminder.WaitForNext();
        _ticking--;
    }

    private long BeforeRead()
    {
        _removedMeanwhile.Clear();
        return ++_version;
    }

    /// <summary>Makes the list what the table says, except for what changed here since the read began.</summary>
    private void Reconcile(IEnumerable<ReminderEntry> rows, long asOf)
    {
        var unknown = _local.Where(pair => pair.Value.Version <= asOf).Select(static pair => pair.Key).ToHashSet();
        foreach (var row in rows)
        {
            var key = new ReminderKey(row.GrainId, row.ReminderName);
            unknown.Remove(key);
            if (_removedMeanwhile.Contains(key)) continue;
            if (_local.TryGetValue(key, out var local) && (local.Version > asOf || local.Entry.ETag == row.ETag)) continue;
            Set(row, asOf);
        }
        foreach (var key in unknown) Drop(key, _local[key]);
    }

    private void Set(ReminderEntry entry, long version)
    {
        if (!_delivers) return;
        var key = new ReminderKey(entry.GrainId, entry.ReminderName);
        if (_local.TryGetValue(key, out var before)) Drop(key, before);
        if (entry.Period <= TimeSpan.Zero)
        {
            Log.ReminderIgnored(entry.ReminderName, entry.GrainId, entry.Period);
            return;
        }
        _local[key] = new LocalReminder(this, entry, _engine.References.Get(entry.GrainId, typeof(IRemindable)), version);
    }

    private void Drop(ReminderKey key, LocalReminder reminder)
    {
        reminder.End();
        _local.Remove(key);
    }
}
