namespace Genesis.Tests.Integration.Components;

/// <summary>What the processes told before they died, held against what the next ones restored.</summary>
internal sealed class KillLog
{
    private readonly Dictionary<string, long> _restored = [];
    private readonly Dictionary<string, List<(long Value, long At)>> _changes = [];
    private int _toldInLife;
    private TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _killedAt;

    /// <summary>Ends when the process has restored everything and is in the midst of its load, however slow the machine is.</summary>
    public Task Loaded => _loaded.Task;

    /// <summary>For each component and kill: how long before the kill the first change was that is lost; zero when none is.</summary>
    public List<TimeSpan> Behind { get; } = [];

    public long Changes { get; private set; }

    /// <summary>The durable events whose publisher was told that they are taken.</summary>
    public HashSet<long> Told { get; } = [];

    /// <summary>The process is killed now.</summary>
    public void Killed() => _killedAt = TimeProvider.System.GetTimestamp();

    /// <summary>A process is started; all that the one before has told has been taken.</summary>
    public void Begins()
    {
        _toldInLife = 0;
        _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public void Take(string line)
    {
        switch (line.Split(' '))
        {
            case ["changed", var id, var value, var at]:
                Changes++;
                if (!_changes.TryGetValue(id, out var changes)) _changes[id] = changes = [];
                changes.Add((long.Parse(value, null), long.Parse(at, null)));
                break;
            case ["told", var number]:
                Told.Add(long.Parse(number, null));
                if (++_toldInLife == 2) _loaded.TrySetResult();
                break;
            case ["restored", var id, var value]:
                Restored(id, long.Parse(value, null));
                break;
        }
    }

    /// <summary>A component is back.</summary>
    public void Restored(string id, long restored)
    {
        restored.ShouldBeGreaterThanOrEqualTo(_restored.GetValueOrDefault(id), $"{id} fell behind what was restored before");
        _restored[id] = restored;
        if (!_changes.Remove(id, out var changes)) return;
        var lost = changes.Find(change => change.Value > restored);
        Behind.Add(lost == default ? TimeSpan.Zero : TimeProvider.System.GetElapsedTime(lost.At, _killedAt));
    }
}
