using System.Net;

namespace Genesis.Embedded.Gateway;

/// <summary>Gateways as Orleans writes them in lists: gwy.tcp://127.0.0.1:30000/0.</summary>
internal static class EndpointUris
{
    public static Uri ToUri(IPEndPoint endpoint) => new($"gwy.tcp://{endpoint}/0");

    public static IPEndPoint ToEndpoint(Uri uri) =>
        IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && uri.Port > 0
            ? new IPEndPoint(address, uri.Port)
            : throw new Orleans.Runtime.OrleansConfigurationException($"The gateway '{uri}' is not an address and a port, such as gwy.tcp://127.0.0.1:30000/0.");
}
