namespace Genesis.Tests.Runtime.Fixture;

internal sealed partial class RuntimeHost
{
    // As the silo does on this engine, which replaces no blocked threads.
    static partial void PrepareEngine()
    {
        ThreadPool.GetMinThreads(out var workers, out var ports);
        ThreadPool.SetMinThreads(Math.Max(workers, 64), ports);
    }
}
