using Genesis.Embedded.Diagnostics;
using Orleans;

namespace Genesis.Embedded.Gateway;

/// <summary>Tells the application when the connection comes and goes.</summary>
internal sealed class ClientEvents(
    IEnumerable<ConnectionToClusterLostHandler> lost, IEnumerable<GatewayCountChangedHandler> changed, IEnumerable<IClusterConnectionStatusObserver> observers, EngineLog log)
{
    public void Lost()
    {
        foreach (var handler in lost) Run(() => handler(this, EventArgs.Empty));
        foreach (var observer in observers) Run(observer.NotifyClusterConnectionLost);
        Changed(0, 1);
    }

    public void Recovered() => Changed(1, 0);

    private void Changed(int now, int before)
    {
        foreach (var handler in changed) Run(() => handler(this, new GatewayCountChangedEventArgs(now, before)));
        foreach (var observer in observers) Run(() => observer.NotifyGatewayCountChanged(now, before, connectionRecovered: now > before));
    }

    private void Run(Action handler)
    {
        try
        {
            handler();
        }
        catch (Exception exception)
        {
            log.GatewayHandlerFailed(exception);
        }
    }
}
