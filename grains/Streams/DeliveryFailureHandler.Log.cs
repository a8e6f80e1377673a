using Microsoft.Extensions.Logging;

namespace Genesis.Streams;

internal sealed partial class DeliveryFailureHandler
{
    [LoggerMessage(2700, LogLevel.Warning, "Delivery in stream {Provider}/{Stream} failed at entry {Sequence} however often it was tried. "
        + "Several entries are now delivered one by one; a single one is given up. Look for exceptions of the consumer's handler.")]
    private partial void LogDelivery(string provider, StreamId stream, long? sequence);

    [LoggerMessage(2701, LogLevel.Warning,
        "Subscription to stream {Provider}/{Stream} could not be set up: its consumer does not activate. "
        + "Deliveries are tried all the same.")]
    private partial void LogSubscription(string provider, StreamId stream);
}
