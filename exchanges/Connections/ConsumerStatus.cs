namespace Genesis.Exchanges;

/// <summary>How a callback is doing.</summary>
/// <param name="Delivered">Calls that returned.</param>
/// <param name="Dropped">Items that found its queue full.</param>
/// <param name="Failures">Calls that threw.</param>
/// <param name="BusyFor">How long the present call has been running; null while there is none.</param>
public sealed record ConsumerStatus(StreamKey Stream, long Delivered, long Dropped, long Failures, TimeSpan? BusyFor);
