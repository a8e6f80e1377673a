namespace Orleans;

/// <summary>Is told when a client's connections come and go.</summary>
public interface IClusterConnectionStatusObserver
{
    /// <summary>The last connection is lost.</summary>
    void NotifyClusterConnectionLost();

    /// <summary>There are more or fewer connections than before.</summary>
    /// <param name="currentNumberOfGateways">How many there are now.</param>
    /// <param name="previousNumberOfGateways">How many there were.</param>
    /// <param name="connectionRecovered">Whether there was none before.</param>
    void NotifyGatewayCountChanged(int currentNumberOfGateways, int previousNumberOfGateways, bool connectionRecovered);
}
