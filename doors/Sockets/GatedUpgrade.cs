using Microsoft.AspNetCore.Http.Features;

namespace Genesis.Doors.Sockets;

/// <summary>Stands before what takes a connection over from HTTP, to get hold of its stream.</summary>
internal sealed class GatedUpgrade(IHttpUpgradeFeature? upgrade, IHttpExtendedConnectFeature? connect) : IHttpUpgradeFeature, IHttpExtendedConnectFeature
{
    /// <summary>The connection's stream; null until it was taken over.</summary>
    public GatedStream? Stream { get; private set; }

    public bool IsUpgradableRequest => upgrade?.IsUpgradableRequest == true;

    public bool IsExtendedConnect => connect?.IsExtendedConnect == true;

    public string? Protocol => connect?.Protocol;

    /// <summary>Puts itself before the features of a request.</summary>
    public static GatedUpgrade Before(IFeatureCollection features)
    {
        var gated = new GatedUpgrade(features.Get<IHttpUpgradeFeature>(), features.Get<IHttpExtendedConnectFeature>());
        if (gated.IsUpgradableRequest) features.Set<IHttpUpgradeFeature>(gated);
        if (gated.IsExtendedConnect) features.Set<IHttpExtendedConnectFeature>(gated);
        features.Set(gated);
        return gated;
    }

    public async Task<Stream> UpgradeAsync() => Stream = new GatedStream(await upgrade!.UpgradeAsync());

    public async ValueTask<Stream> AcceptAsync() => Stream = new GatedStream(await connect!.AcceptAsync());
}
