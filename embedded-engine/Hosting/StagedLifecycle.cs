using Orleans;

namespace Genesis.Embedded.Hosting;

/// <summary>Starts observers stage by stage, lowest first, those of one stage side by side; stops them in the opposite order.</summary>
internal class StagedLifecycle : ILifecycleSubject
{
    private readonly List<Entry> _entries = [];
    private int? _reached;

    /// <summary>The last stage whose observers have all started.</summary>
    protected int HighestStarted { get; private set; } = int.MinValue;

    /// <summary>The last stage whose observers have all stopped.</summary>
    protected int LowestStopped { get; private set; } = int.MaxValue;

    public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer)
    {
        ArgumentNullException.ThrowIfNull(observerName);
        ArgumentNullException.ThrowIfNull(observer);
        var entry = new Entry(this, observerName, stage, observer);
        lock (_entries) _entries.Add(entry);
        return entry;
    }

    public Task OnStart(CancellationToken cancellationToken = default) => Start(cancellationToken);

    public Task OnStop(CancellationToken cancellationToken = default) => Stop(cancellationToken);

    public async Task Start(CancellationToken cancellationToken)
    {
        // Stages are looked up anew each time: an observer may subscribe others for later stages.
        while (NextStage(_reached) is { } stage)
        {
            _reached = stage;
            cancellationToken.ThrowIfCancellationRequested();
            await Task.WhenAll(At(stage).Select(entry => entry.Observer.OnStart(cancellationToken)));
            HighestStarted = stage;
        }
    }

    /// <summary>Stops what was started. Every observer is stopped even when others fail; the failures are thrown together at the end.</summary>
    public async Task Stop(CancellationToken cancellationToken)
    {
        List<Exception>? failures = null;
        foreach (var stage in Stages().Where(stage => stage <= _reached).OrderDescending())
        {
            foreach (var stopping in At(stage).Select(entry => StopOne(entry, cancellationToken)).ToList())
            {
                try
                {
                    await stopping;
                }
                catch (Exception exception)
                {
                    (failures ??= []).Add(exception);
                }
            }
            LowestStopped = stage;
        }
        _reached = null;
        if (failures is not null) throw new AggregateException(failures);
    }

    private static async Task StopOne(Entry entry, CancellationToken cancellationToken) => await entry.Observer.OnStop(cancellationToken);

    private int? NextStage(int? after)
    {
        lock (_entries) return _entries.Where(entry => after is null || entry.Stage > after).Min(entry => (int?)entry.Stage);
    }

    private List<int> Stages()
    {
        lock (_entries) return _entries.Select(entry => entry.Stage).Distinct().ToList();
    }

    private List<Entry> At(int stage)
    {
        lock (_entries) return _entries.Where(entry => entry.Stage == stage).ToList();
    }

    private sealed class Entry(StagedLifecycle owner, string name, int stage, ILifecycleObserver observer) : IDisposable
    {
        public string Name { get; } = name;
        public int Stage { get; } = stage;
        public ILifecycleObserver Observer { get; } = observer;

        public void Dispose()
        {
            lock (owner._entries) owner._entries.Remove(this);
        }
    }
}
