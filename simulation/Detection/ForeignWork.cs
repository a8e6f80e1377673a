using System.Diagnostics;

namespace Genesis.Simulations.Detection;

#pragma warning disable CA1001 // The event has no handle unless somebody asks for one.
/// <summary>
/// Detects work that leaves the simulation's thread or comes from another, because no seed can repeat it. Any thread may use this object.
/// </summary>
internal sealed class ForeignWork(TimeSpan patience)
{
    private const int MaxFrames = 20;

    private const string Detour =
        "Task.WhenAll, WhenAny or WaitAsync got a task of a TaskCompletionSource with RunContinuationsAsynchronously; .NET passes its "
            + "completion on over the thread pool. "
        + "Await such a task in an async method of your own and hand the task of that method to WhenAll, WhenAny or WaitAsync, or "
            + "leave the option out.";

    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly ManualResetEventSlim _arrived = new();
    private string? _left;
    private string? _came;
    private string? _cameStack;

    /// <summary>True on the thread that runs the simulation.</summary>
    public bool IsHere => Environment.CurrentManagedThreadId == _thread;

    /// <summary>Notes that this thread has queued something to the thread pool. The simulation fails at its next step.</summary>
    public void ReportLeaving()
    {
        if (_left is null && !IsHarmless(new StackTrace())) _left = Environment.StackTrace;
    }

    /// <summary>
    /// Notes an action of another thread and gives false. Nothing is thrown, because nobody would catch it: the simulation fails at its
    /// next step.
    /// </summary>
    public bool Report(string action)
    {
        if (Interlocked.CompareExchange(ref _came, action, null) is not null) return false;
        _cameStack = Environment.StackTrace;
        _arrived.Set();
        return false;
    }

    /// <summary>Waits until another thread has come in, at most for the patience (of the real clock). True when one has.</summary>
    public bool Wait() => _arrived.Wait(patience);

    public void ThrowIfAny()
    {
        if (_left is null && Volatile.Read(ref _came) is null) return;
        // Work that left usually comes back, and then tells more.
        var came = Wait();
        var message = _left is null ? "" : $"Work left the simulation for the thread pool. {(came ? "" : Cause(_left))}";
        if (came) message += $"From a thread outside the simulation {_came}. {Cause($"{_cameStack}\n{_left}")}";
        message += " All code of a simulation must stay on its one thread. Otherwise its order depends on the machine, and no seed "
            + "can repeat it.";
        if (_left is not null) message += $"\nStack where it left:\n{Frames(_left)}";
        if (came) message += $"\nStack where it came back:\n{Frames(_cameStack!)}";
        throw new ForeignWorkFailure(message);
    }

    // The dependency injection of .NET compiles a factory on the pool at the second request for a service; the result is the same.
    private static bool IsHarmless(StackTrace stack) => stack.GetFrames().Any(static frame =>
        frame.GetMethod()?.DeclaringType?.FullName?.Contains("DynamicServiceProviderEngine", StringComparison.Ordinal) == true);

    private static string Cause(string stack)
    {
        if (Contains("System.Threading.TimerQueue"))
            return "A timer of the real clock fired. Use the injected TimeProvider: Task.Delay(time, timeProvider), "
                + "new CancellationTokenSource(time, timeProvider), new PeriodicTimer(time, timeProvider).";
        if (Contains("CancelAsync"))
            return "CancellationTokenSource.CancelAsync runs its callbacks on the thread pool: call Cancel instead.";
        if (Contains("Task.Run(")) return "Task.Run goes to the thread pool: do the work in place, or await it.";
        if (Contains("CompletionActionInvoker")) return Detour;
        if (Contains("Task.RunContinuations"))
            return "A task was completed whose continuation may run anywhere. Either it is awaited without its context (ConfigureAwait), "
                + $"or it has a ContinueWith without a scheduler: leave them out. Or: {Detour}";
        return "Typical causes are work queued to the pool, a timer of the real clock, BackgroundService, and real I/O. "
            + "Do the work in place, and replace I/O by a fake that uses the injected TimeProvider.";

        bool Contains(string frame) => stack.Contains(frame, StringComparison.Ordinal);
    }

    private static string Frames(string stack) =>
        string.Join('\n', stack.Split('\n').Select(static line => line.TrimEnd()).Where(IsOfCode).Take(MaxFrames));

    private static bool IsOfCode(string line) =>
        !line.Contains("System.Environment.", StringComparison.Ordinal) && !line.Contains(nameof(ForeignWork), StringComparison.Ordinal)
        && !line.Contains(nameof(PoolWatch), StringComparison.Ordinal) && !line.Contains("Diagnostics.Tracing", StringComparison.Ordinal);
}
