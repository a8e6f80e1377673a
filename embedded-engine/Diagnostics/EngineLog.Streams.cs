using Genesis.Embedded.Streams;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Genesis.Embedded.Diagnostics;

// What streams log. Event ids 1100 to 1199.
internal sealed partial class EngineLog
{
    [LoggerMessage(1100, LogLevel.Error, "The subscriptions of stream {Stream} could not be read. The producers that waited get the exception; the next event tries again.")]
    public partial void StreamNotOpened(Exception exception, StreamKey stream);

    [LoggerMessage(1101, LogLevel.Warning, "Delivering from stream {Stream} to {Consumer} failed. It is tried again until MaxEventDeliveryTime; other consumers do not wait.")]
    public partial void StreamDeliveryFailed(Exception exception, StreamKey stream, GrainId consumer);

    [LoggerMessage(1102, LogLevel.Error, "An event of stream {Stream} is given up for {Consumer}.")]
    public partial void StreamEventGivenUp(Exception exception, StreamKey stream, GrainId consumer);

    [LoggerMessage(1103, LogLevel.Warning, "Telling of a given-up event of stream {Stream} for {Consumer} went wrong or took too long.")]
    public partial void StreamGiveUpFailed(Exception exception, StreamKey stream, GrainId consumer);

    [LoggerMessage(1104, LogLevel.Warning, "The observer or failure handler threw when told of a failure on stream {Stream}.")]
    public partial void StreamFailureNotTold(Exception exception, StreamKey stream);

    [LoggerMessage(1105, LogLevel.Information, "Consumer {Consumer} of stream {Stream} is gone; its subscription is removed.")]
    public partial void StreamConsumerGone(StreamKey stream, GrainId consumer);

    [LoggerMessage(1106, LogLevel.Error, "Stream {Stream} has a stored subscription by {Consumer}, whose class is not in this process. It gets nothing until the silo starts with that class.")]
    public partial void StreamConsumerUnknown(Exception exception, StreamKey stream, GrainId consumer);

    [LoggerMessage(1107, LogLevel.Warning, "{Count} items of stream {Stream} are dropped for {Consumer}: it has not resumed its subscription. Resume in OnActivateAsync, or unsubscribe.")]
    public partial void StreamEventsDropped(int count, StreamKey stream, GrainId consumer);

    [LoggerMessage(1108, LogLevel.Warning, "The filter of stream {Stream} threw for {Consumer}. The event is delivered.")]
    public partial void StreamFilterFailed(Exception exception, StreamKey stream, GrainId consumer);
}
