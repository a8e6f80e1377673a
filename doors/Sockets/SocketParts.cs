using Genesis.Resilience;
using Microsoft.Extensions.Logging;

namespace Genesis.Doors.Sockets;

/// <summary>What the connections of a door share.</summary>
internal sealed record SocketParts(
    EventRing Ring, SocketMetrics Metrics, MonotonicClock Clock, Func<DoorOptions> Options, IComponentBus Bus, RequestAccess Access, ILogger Log, CancellationToken Over);
