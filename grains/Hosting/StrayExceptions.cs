using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Genesis;

/// <summary>
/// Keeps a process alive when the code of a component throws where nobody can catch it: in an <c>async void</c> method, in a timer of its own, in a
/// thread of its own. .NET ends the process then, and with it every other component.
/// </summary>
/// <remarks>
/// The rule is the process', not the host's, and it can be set once: a program that owns its process calls <see cref="Survive"/>, a library must not. Only exceptions that
/// come out of the code of a component class are survived, because what threw is known and holds nothing of the host's; all others end the
/// process as always: nobody knows what they left half done.
/// </remarks>
public sealed partial class StrayExceptions
{
    private readonly ComponentTypes _types;
    private readonly ILogger _log;
    private readonly Counter<long>? _counted;
    private long _count;

    internal StrayExceptions(ComponentTypes types, ILoggerFactory logs, IMeterFactory? meters)
    {
        (_types, _log) = (types, logs.CreateLogger("Genesis.StrayExceptions"));
        _counted = meters?.Create(Meters.Components).CreateCounter<long>("genesis.components.stray_exceptions", "{exception}", "Exceptions of components that nobody could catch.");
    }

    /// <summary>How many there were.</summary>
    public long Count => Volatile.Read(ref _count);

    /// <summary>Sets the rule for this process.</summary>
    /// <param name="services">The services of the host whose components are meant.</param>
    /// <exception cref="InvalidOperationException">The process has a rule already.</exception>
    public static void Survive(IServiceProvider services)
    {
        var strays = services.GetRequiredService<StrayExceptions>();
        ExceptionHandling.SetUnhandledExceptionHandler(strays.IsSurvived);
    }

    /// <summary>Whether the process may go on.</summary>
    internal bool IsSurvived(Exception exception)
    {
        if (exception is OutOfMemoryException or InsufficientExecutionStackException or AccessViolationException) return false;
        if (ComponentOf(exception) is not { } component) return false;
        Interlocked.Increment(ref _count);
        _counted?.Add(1);
        LogStray(exception, component);
        return true;
    }

    // The innermost frame decides nothing: a component may well throw inside a library that it calls.
    private string? ComponentOf(Exception exception)
    {
        foreach (var frame in new StackTrace(exception, fNeedFileInfo: false).GetFrames())
            for (var type = frame.GetMethod()?.DeclaringType; type is not null; type = type.DeclaringType)
                if (typeof(Component).IsAssignableFrom(type) && type.Assembly != typeof(Component).Assembly)
                    return _types.NameOf(type);
        return null;
    }

    [LoggerMessage(2630, LogLevel.Error,
        "{Component} threw where nobody can catch it: in an async void method, a timer or a thread of its own. Its component runs on and knows nothing of it. Return a Task and await it instead.")]
    private partial void LogStray(Exception exception, string component);
}
