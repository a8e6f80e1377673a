using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using Genesis.Events;
using Genesis.Resilience;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Genesis.Doors.Sockets;

/// <summary>What the WebSocket door is made of.</summary>
internal static class SocketDoorParts
{
    private const int SessionIdBytes = 16;

    public static void Add(IServiceCollection services)
    {
        services.AddSingleton(static provider => new SocketDoor(
            provider.GetRequiredService<EventBus>(), provider.GetRequiredService<IComponentBus>(), provider.GetRequiredService<RequestAccess>(), provider.GetRequiredService<MonotonicClock>(),
            provider.GetRequiredService<IOptionsMonitor<DoorOptions>>(), provider.GetRequiredService<IOptionsMonitor<EventOptions>>(), provider.GetRequiredService<DoorLifetime>(),
            // Nobody may guess the session of another.
            static () => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SessionIdBytes)), provider.GetService<IMeterFactory>(), provider.GetRequiredService<ILogger<SocketDoor>>()));
        services.AddSingleton<ISocketDoor>(static provider => provider.GetRequiredService<SocketDoor>());
        services.AddSingleton<SocketEndpoint>();
        services.AddSingleton(new ComponentTypeEntry(nameof(Outside), typeof(Outside), null));
    }
}
