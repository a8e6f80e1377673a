namespace Orleans.Configuration;

/// <summary>The gateways that a client knows from its configuration.</summary>
public class StaticGatewayListProviderOptions
{
    /// <summary>Their addresses, as gwy.tcp://127.0.0.1:30000/0. The embedded engine uses the first that answers.</summary>
    public List<Uri> Gateways { get; set; } = [];
}
