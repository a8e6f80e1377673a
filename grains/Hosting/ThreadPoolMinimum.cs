namespace Genesis.Hosting;

/// <summary>
/// Lets the thread pool have some threads more than processors at once. Grains run on the pool, and Orleans replaces no thread that a handler blocks: with as many threads as processors,
/// a few handlers that block undeclared hold up every component until the pool adds threads, about two a second.
/// </summary>
internal sealed class ThreadPoolMinimum : ILifecycleParticipant<ISiloLifecycle>
{
    /// <summary>Threads beside one for each processor. docs/benchmarks.md has the measurement behind the number.</summary>
    public const int Spare = 32;

    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(nameof(ThreadPoolMinimum), ServiceLifecycleStage.First, Raise);

    // A host that has asked for more keeps what it asked for.
    private static Task Raise(CancellationToken cancellationToken)
    {
        ThreadPool.GetMinThreads(out var workers, out var ports);
        ThreadPool.SetMinThreads(Math.Max(workers, Environment.ProcessorCount + Spare), ports);
        return Task.CompletedTask;
    }
}
