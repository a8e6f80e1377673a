namespace Orleans;

/// <summary>How many connections a client has, and had.</summary>
public class GatewayCountChangedEventArgs : EventArgs
{
    /// <summary>A change.</summary>
    public GatewayCountChangedEventArgs(int currentNumberOfConnectedGateways, int previousNumberOfConnectedGateways)
    {
        NumberOfConnectedGateways = currentNumberOfConnectedGateways;
        PreviousNumberOfConnectedGateways = previousNumberOfConnectedGateways;
    }

    /// <summary>Connections now.</summary>
    public int NumberOfConnectedGateways { get; }

    /// <summary>Connections before.</summary>
    public int PreviousNumberOfConnectedGateways { get; }

    /// <summary>Whether there was none before and there is one now.</summary>
    public bool ConnectionRecovered => NumberOfConnectedGateways > 0 && PreviousNumberOfConnectedGateways <= 0;
}
