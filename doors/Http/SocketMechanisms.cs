using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Doors;

/// <summary>The WebSocket door's part in the mechanisms, from what it counts anyway.</summary>
internal static class SocketMechanisms
{
    public static void Add(IServiceCollection services)
    {
        Add(services, "DimensionalCollapse", static stats => [new("collapse factor of sockets", stats.ConflationFactor, "events due / sent"), new("conflated in sockets", stats.Conflated, "events")]);
        Add(services, "EventHorizon", static stats => [new("caught at sockets", stats.ErrorsCaught, "errors"), new("recovered at sockets", stats.ErrorsRecovered, "errors", "the connection went on, or its session was resumed")]);
        Add(services, "InfiniteDensity", static stats => [new("ratio of frames", stats.CompressionRatio, "bytes before / after")]);
        Add(services, "OmniversalSharedMemory", static stats =>
        [
            new("sessions", stats.Sessions, "resume buffers"), new("recoveries", stats.Recoveries, "sessions resumed"), new("entries", null, "keys", "shared versioned state is not built yet"),
        ]);
    }

    private static void Add(IServiceCollection services, string name, Func<SocketDoorStats, IReadOnlyList<MechanismFigure>> figures) =>
        services.AddSingleton<IMechanism>(provider => new RuntimeMechanism(name, _ => new(figures(provider.GetRequiredService<ISocketDoor>().GetStats()))));
}
