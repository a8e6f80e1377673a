namespace Genesis.Simulations.Scheduling;

/// <summary>
/// The empty ExecutionContext with which every turn of a grain begins. AsyncLocals of one call must never reach the next.
/// </summary>
internal static class CleanFlow
{
    private static readonly ExecutionContext Clean = CaptureOnCleanThread();

    /// <summary>Makes the empty context the current one.</summary>
    public static void Restore() => ExecutionContext.Restore(Clean);

    private static ExecutionContext CaptureOnCleanThread()
    {
        ExecutionContext? clean = null;
        var thread = new Thread(() => clean = ExecutionContext.Capture()) { IsBackground = true };
        thread.UnsafeStart();
        thread.Join();
        return clean!;
    }
}
