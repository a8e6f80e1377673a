using System.Security.Cryptography;
using System.Text;
using Genesis.Embedded.Hosting;
using Orleans.Configuration;

namespace Genesis.Embedded.Gateway;

/// <summary>A client's first message: who it is and what it expects.</summary>
internal sealed record Hello(int Version, string Token, string ClusterId, string ServiceId, string ClientId, string ClientName, int Limit)
{
    private const int MostId = 200;

    public void Write(WireWriter writer)
    {
        writer.WriteFixed(GatewayProtocol.Magic);
        writer.WriteVar((uint)Version);
        writer.WriteString(Token);
        writer.WriteString(ClusterId);
        writer.WriteString(ServiceId);
        writer.WriteString(ClientId);
        writer.WriteString(ClientName);
        writer.WriteVar((uint)Limit);
    }

    public static Hello Read(WireReader reader)
    {
        if (reader.ReadFixed<uint>() != GatewayProtocol.Magic) throw new WireFormatException("this is a grain gateway, and what came is not its protocol.");
        // The version comes first, because what follows may look different in another one.
        var version = (int)Math.Min(reader.ReadVar32(), int.MaxValue);
        if (version != GatewayProtocol.Version) return new Hello(version, "", "", "", "", "", 0);
        var hello = new Hello(version, reader.ReadText(), reader.ReadText(), reader.ReadText(), reader.ReadText(), reader.ReadText(), (int)Math.Min(reader.ReadVar32(), int.MaxValue));
        if (hello.ClientId.Length is 0 or > MostId || hello.ClientId.Contains('+', StringComparison.Ordinal)) throw new WireFormatException("the client has no proper id.");
        return hello;
    }

    /// <summary>Why a silo does not let this client in; null when it does.</summary>
    public (string Kind, string Reason)? Refusal(GatewayOptions options, ClusterOptions cluster, Engine silo)
    {
        if (Version != GatewayProtocol.Version)
            return ("version", $"Silo {silo.SiloName} speaks version {GatewayProtocol.Version} of the gateway's protocol, this client version {Version}. Use the same version of the engine on both sides.");
        if (!HasToken(options.Token))
            return ("token", $"The token is {(Token.Length == 0 ? "missing" : "wrong")}. Set {nameof(GatewayOptions)}.{nameof(GatewayOptions.Token)} of the client to that of the silo.");
        if (ClusterId != cluster.ClusterId || ServiceId != cluster.ServiceId)
            return ("cluster", $"Silo {silo.SiloName} belongs to cluster '{cluster.ClusterId}', service '{cluster.ServiceId}'; this client asks for cluster '{ClusterId}', service '{ServiceId}'. Set {nameof(ClusterOptions)} alike on both sides, or connect to the right silo.");
        return silo.State == EngineState.Running ? null : ("state", $"Silo {silo.SiloName} is {silo.State}.");
    }

    /// <summary>Compares in a time that does not depend on where the tokens differ, nor on their lengths.</summary>
    private bool HasToken(string? expected) => string.IsNullOrEmpty(expected)
        || CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(Token)), SHA256.HashData(Encoding.UTF8.GetBytes(expected)));

    public override string ToString() => $"client {ClientName} ({ClientId})";
}

/// <summary>A silo's answer to a client that it lets in.</summary>
internal sealed record Welcome(string SiloName, int Limit, GatewayManifest Manifest)
{
    public void Write(WireWriter writer)
    {
        writer.WriteVar((uint)GatewayProtocol.Version);
        writer.WriteString(SiloName);
        writer.WriteVar((uint)Limit);
        Manifest.Write(writer);
    }

    public static Welcome Read(WireReader reader)
    {
        if (reader.ReadVar32() != GatewayProtocol.Version) throw new WireFormatException("the silo's welcome is of another version of the protocol.");
        return new Welcome(reader.ReadText(), (int)Math.Min(reader.ReadVar32(), int.MaxValue), GatewayManifest.Read(reader));
    }
}
