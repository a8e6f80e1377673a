using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Genesis.Embedded.Diagnostics;

/// <summary>What the engine logs. Event ids 1000 to 1099.</summary>
internal sealed partial class EngineLog(ILogger logger)
{
    [LoggerMessage(1000, LogLevel.Information, "Grain engine started as {Silo} with {Classes} grain classes.")]
    public partial void Started(string silo, int classes);

    [LoggerMessage(1001, LogLevel.Information, "Grain engine stopped; {Left} activations did not end in time.")]
    public partial void Stopped(int left);

    [LoggerMessage(1002, LogLevel.Error, "{Grain}: a callback outside any call threw (an async void method or a posted callback). The grain goes on.")]
    public partial void TurnFailed(Exception exception, GrainId grain);

    [LoggerMessage(1003, LogLevel.Warning, "One-way call {Method} of {Grain} failed; nobody waits for its answer.")]
    public partial void OneWayFailed(Exception exception, string method, GrainId grain);

    [LoggerMessage(1004, LogLevel.Warning, "{Grain} could not be activated; the calls that waited get the exception and the next one tries again.")]
    public partial void ActivationFailed(Exception exception, GrainId grain);

    [LoggerMessage(1005, LogLevel.Warning, "OnDeactivateAsync of {Grain} failed or took too long. The activation ends all the same.")]
    public partial void DeactivationFailed(Exception exception, GrainId grain);

    [LoggerMessage(1006, LogLevel.Warning, "Disposing {Grain} failed.")]
    public partial void DisposeFailed(Exception exception, GrainId grain);

    [LoggerMessage(1007, LogLevel.Error, "A timer of {Grain} threw. It goes on ticking.")]
    public partial void TimerFailed(Exception exception, GrainId grain);

    [LoggerMessage(1008, LogLevel.Warning, "Turns wait because threads are held by work that does not end: blocked or looping, in grains or elsewhere. The pool may now have {Threads} threads.")]
    public partial void Starved(int threads);

    [LoggerMessage(1009, LogLevel.Warning, "{Grain} has {Count} calls waiting, more than the soft limit of {Limit}.")]
    public partial void LongQueue(GrainId grain, int count, int limit);
}
