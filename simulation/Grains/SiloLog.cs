using Microsoft.Extensions.Logging;

namespace Genesis.Simulations.Grains;

/// <summary>Log messages of a simulated silo.</summary>
internal sealed partial class SiloLog(ILogger logger)
{
    [LoggerMessage(1, LogLevel.Error, "A turn of grain {GrainId} threw.")]
    public partial void TurnFailed(Exception exception, GrainId grainId);

    [LoggerMessage(2, LogLevel.Error, "Grain {GrainId} failed to activate.")]
    public partial void ActivationFailed(Exception exception, GrainId grainId);

    [LoggerMessage(3, LogLevel.Error, "Grain {GrainId} failed to deactivate cleanly.")]
    public partial void DeactivationFailed(Exception exception, GrainId grainId);

    [LoggerMessage(4, LogLevel.Warning, "One-way call {Method} of grain {GrainId} threw.")]
    public partial void OneWayFailed(Exception exception, string method, GrainId grainId);

    [LoggerMessage(5, LogLevel.Warning, "A one-way call of {GrainId} could not be delivered.")]
    public partial void CallLost(Exception exception, GrainId grainId);

    [LoggerMessage(6, LogLevel.Warning, "A callback for the cancellation of {Method} of grain {GrainId} threw.")]
    public partial void CancellationFailed(Exception exception, string method, GrainId grainId);

    [LoggerMessage(7, LogLevel.Warning, "Stream {Stream} could not deliver an event to {Consumer}. The delivery is tried again.")]
    public partial void DeliveryFailed(Exception exception, string stream, GrainId consumer);

    [LoggerMessage(8, LogLevel.Error, "Stream {Stream} gives up an event for {Consumer}.")]
    public partial void DeliveryGivenUp(Exception exception, string stream, GrainId consumer);

    [LoggerMessage(9, LogLevel.Warning, "Grain {Consumer} is subscribed to stream {Stream} and has attached no observer. The event is "
        + "dropped.")]
    public partial void NoObserver(string stream, GrainId consumer);
}
