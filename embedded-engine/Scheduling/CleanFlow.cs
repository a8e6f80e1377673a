namespace Genesis.Embedded.Scheduling;

/// <summary>
/// The empty ExecutionContext that every turn starts from: what one call leaves in AsyncLocals must never be seen by the next.
/// </summary>
internal static class CleanFlow
{
    private static readonly ExecutionContext Clean = CaptureOnCleanThread();

    /// <summary>Enters the empty context; gives the one to restore.</summary>
    public static ExecutionContext? Enter()
    {
        var outer = ExecutionContext.Capture();
        if (!ReferenceEquals(outer, Clean)) ExecutionContext.Restore(Clean);
        return outer;
    }

    public static void Reset() => ExecutionContext.Restore(Clean);

    public static void Leave(ExecutionContext? outer)
    {
        if (outer is not null && !ReferenceEquals(outer, Clean)) ExecutionContext.Restore(outer);
    }

    private static ExecutionContext CaptureOnCleanThread()
    {
        ExecutionContext? clean = null;
        var thread = new Thread(() => clean = ExecutionContext.Capture()) { IsBackground = true };
        thread.UnsafeStart();
        thread.Join();
        return clean!;
    }
}
