using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Genesis.Doors;

/// <summary>The web server as the doors need it: their address and their limits.</summary>
internal sealed class KestrelSetup(IOptionsMonitor<DoorOptions> options, IConfiguration configuration) : IConfigureOptions<KestrelServerOptions>
{
    // A host with addresses of its own keeps them, unless it gives the doors one.
    private static bool HasOwn(IConfiguration configuration) => configuration["urls"] is { Length: > 0 } || configuration.GetSection("Kestrel:Endpoints").GetChildren().Any();

    /// <inheritdoc/>
    public void Configure(KestrelServerOptions server)
    {
        var (address, limits) = (options.CurrentValue.Address, options.CurrentValue.Limits);
        server.AddServerHeader = false;
        server.Limits.MaxConcurrentConnections = limits.Connections;
        server.Limits.MaxRequestHeadersTotalSize = limits.HeaderBytes;
        server.Limits.MaxRequestLineSize = Math.Min(server.Limits.MaxRequestLineSize, limits.HeaderBytes);
        server.Limits.RequestHeadersTimeout = limits.HeaderTimeout;
        server.Limits.KeepAliveTimeout = limits.KeepAlive;
        server.Limits.MinRequestBodyDataRate = new(limits.BytesPerSecond, limits.BodyGrace);
        server.Limits.MinResponseDataRate = new(limits.BytesPerSecond, limits.BodyGrace);
        if (!DoorOptions.IsChosen(configuration) && HasOwn(configuration)) return;
        var read = DoorAddress.Read(address)!;
        if (IPAddress.TryParse(read.Host, out var ip)) server.Listen(ip, read.Port, Secure);
        else if (read.IsLoopback && read.Port > 0) server.ListenLocalhost(read.Port, Secure);
        else if (read.IsLoopback) server.Listen(IPAddress.Loopback, 0, Secure);
        else server.ListenAnyIP(read.Port, Secure);

        void Secure(ListenOptions listen)
        {
            listen.Protocols = HttpProtocols.Http1;
            if (read.Scheme != "https") return;
            listen.Protocols = HttpProtocols.Http1AndHttp2;
            listen.UseHttps();
        }
    }
}
