using Genesis.Embedded.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Orleans;

namespace Genesis.Embedded.Streams;

/// <summary>
/// Subscribes a client's streams anew when its connection is back. A silo drops the subscriptions of a client that it cannot reach, and knows
/// none after a restart; what was published in between is lost to the client.
/// </summary>
internal sealed class Resubscriber(IServiceProvider services) : IClusterConnectionStatusObserver
{
    public void NotifyClusterConnectionLost()
    {
    }

    public void NotifyGatewayCountChanged(int currentNumberOfGateways, int previousNumberOfGateways, bool connectionRecovered)
    {
        if (!connectionRecovered) return;
        var access = services.GetRequiredService<StreamAccess>();
        foreach (var client in access.Clients.Values) _ = Subscribe(access, client);
    }

    private async Task Subscribe(StreamAccess access, ClientConsumer client)
    {
        if (client.Record is not { } record) return;
        try
        {
            await access.HubOf(client.Stream).Subscribe(record, null);
            if (!access.Clients.ContainsKey(record.SubscriptionId)) await access.HubOf(client.Stream).Unsubscribe(record.SubscriptionId);
        }
        catch (Exception exception)
        {
            // If the connection is lost again, its return brings the next try.
            services.GetRequiredService<EngineLog>().StreamNotResubscribed(exception, client.Stream);
        }
    }
}
