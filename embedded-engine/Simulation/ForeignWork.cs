using System.Diagnostics;

namespace Genesis.Embedded.Simulating;

/// <summary>Notices when work leaves the simulation's thread or comes from another, which makes it unrepeatable. It may be asked on any thread.</summary>
internal sealed class ForeignWork(TimeSpan patience)
{
    private const int MostFrames = 20;

    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly ManualResetEventSlim _arrived = new();
    private string? _left;
    private string? _came;
    private string? _cameStack;

    /// <summary>True on the thread that runs the simulation.</summary>
    public bool IsHere => Environment.CurrentManagedThreadId == _thread;

    /// <summary>This thread has queued something to the thread pool. The simulation fails at its next step.</summary>
    public void ReportLeaving()
    {
        if (_left is null && !IsHarmless(new StackTrace())) _left = Environment.StackTrace;
    }

    /// <summary>Another thread did this. Nothing is thrown here, because nobody would catch it: the simulation fails at its next step. Always false.</summary>
    public bool Report(string what)
    {
        if (Interlocked.CompareExchange(ref _came, what, null) is not null) return false;
        _cameStack = Environment.StackTrace;
        _arrived.Set();
        return false;
    }

    /// <summary>True when another thread has come in, at the latest when the patience (of the real clock) ends.</summary>
    public bool Wait() => _arrived.Wait(patience);

    public void ThrowIfAny()
    {
        if (_left is null && Volatile.Read(ref _came) is null) return;
        // What has left usually comes back, and then tells more.
        var came = Wait();
        var message = _left is null ? "" : $"Work left the simulation for the thread pool. {(came ? "" : Cause(_left))}";
        if (came) message += $"From a thread outside the simulation {_came}. {Cause($"{_cameStack}\n{_left}")}";
        message += " All code of a simulation must stay on its one thread: otherwise what happens depends on the machine, and no seed can repeat it.";
        if (_left is not null) message += $"\nWhere it left:\n{Frames(_left)}";
        if (came) message += $"\nWhere it came back:\n{Frames(_cameStack!)}";
        throw new SimulationForeignWorkException(message);
    }

    /// <summary>The dependency injection of .NET compiles on the pool what it is asked for a second time; what it gives is the same.</summary>
    private static bool IsHarmless(StackTrace stack) =>
        stack.GetFrames().Any(static frame => frame.GetMethod()?.DeclaringType?.FullName?.Contains("DynamicServiceProviderEngine", StringComparison.Ordinal) == true);

    private static string Cause(string stack)
    {
        if (Contains("System.Threading.TimerQueue"))
            return "A timer of the real clock fired. Use the injected TimeProvider: Task.Delay(time, timeProvider), new CancellationTokenSource(time, timeProvider), new PeriodicTimer(time, timeProvider).";
        if (Contains("CancelAsync")) return "CancellationTokenSource.CancelAsync runs its callbacks on the thread pool: call Cancel instead.";
        if (Contains("Task.Run(")) return "Task.Run goes to the thread pool: do the work in place, or await it.";
        if (Contains("CompletionActionInvoker")) return Detour;
        if (Contains("Task.RunContinuations"))
            return $"A task was completed whose continuation may run anywhere. Either it is awaited without its context (ConfigureAwait), or has a ContinueWith without a scheduler: leave them out. Or: {Detour}";
        return "Typical causes are work queued to the pool, a timer of the real clock, BackgroundService, and real I/O. Do the work in place, and put a fake that uses the injected TimeProvider in place of I/O.";

        bool Contains(string frame) => stack.Contains(frame, StringComparison.Ordinal);
    }

    private const string Detour =
        "Task.WhenAll, WhenAny or WaitAsync was given a task of a TaskCompletionSource with RunContinuationsAsynchronously; .NET passes its completion on over the thread pool. "
        + "Await such a task in an async method of your own and hand the task of that method to WhenAll, WhenAny or WaitAsync, or leave the option out.";

    private static string Frames(string stack) => string.Join('\n', stack.Split('\n').Select(static line => line.TrimEnd())
        .Where(static line => !line.Contains("System.Environment.", StringComparison.Ordinal) && !line.Contains(nameof(ForeignWork), StringComparison.Ordinal)
            && !line.Contains(nameof(PoolWatch), StringComparison.Ordinal) && !line.Contains("Diagnostics.Tracing", StringComparison.Ordinal))
        .Take(MostFrames));
}
