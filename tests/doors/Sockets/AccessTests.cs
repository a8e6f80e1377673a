using System.Buffers.Text;
using System.Net.WebSockets;
using System.Text;
using Genesis.DoorClient;
using Genesis.Doors;
using Genesis.Tests.Doors.Fixture;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Genesis.Tests.Doors.Sockets;

/// <summary>Keys and scopes at the WebSocket door, its rate, and the door in a host of one's own.</summary>
public sealed class AccessTests
{
    private const string Look = "0123456789abcdef-look";
    private const string Trade = "0123456789abcdef-trade";
    private const string Blind = "0123456789abcdef-blind";

    [Fact]
    public async Task Keys_are_taken_from_headers_and_from_a_subprotocol()
    {
        await using var host = await WithKeys();
        await Refused(host, "", 401, "unauthorized");
        await Refused(host, "Authorization: Bearer wrong-wrong-wrong-wrong\r\n", 401, "unauthorized");
        await Refused(host, $"X-Api-Key: {Blind}\r\n", 403, "missingScope");
        foreach (var header in new[] { $"Authorization: Bearer {Look}", $"X-Api-Key: {Look}" })
        {
            using var socket = await RawSocket.Connect(host.EndPoint, "id=sample", header + "\r\n");
            socket.Status.ShouldBe(101);
        }
        using var page = await RawSocket.Connect(host.EndPoint, "id=sample", $"Sec-WebSocket-Protocol: genesis, {DoorAccess.KeySubprotocol}{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Look))}\r\n");
        page.Status.ShouldBe(101);
        page.Head.ShouldContain("Sec-WebSocket-Protocol: genesis\r\n");
        page.Head.ShouldNotContain("genesis.key");
        await using var remote = new Remote(new() { Door = new($"ws://{host.EndPoint}/ws"), Component = "sample", Key = "wrong-wrong-wrong-wrong" });
        (await Should.ThrowAsync<RemoteRefusedException>(remote.ConnectAsync().InTime())).Code.ShouldBe(401);
        host.Logs.All.ShouldNotContain(static line => line.Contains("0123456789abcdef", StringComparison.Ordinal) || line.Contains("wrong-wrong", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_may_only_look_hears_events_and_sends_none()
    {
        await using var host = await WithKeys();
        using var socket = await RawSocket.Connect(host.EndPoint, "id=sample", $"X-Api-Key: {Look}\r\n");
        foreach (var message in new[] { """{"type":"hello","id":1}""", """{"op":"request","target":"sample","type":"echo","id":2}""" })
        {
            await socket.Send(message);
            (await socket.Json()).GetProperty("code").GetString().ShouldBe("missingScope");
        }
        await socket.Send("""{"op":"subscribe","types":["quote"]}""");
        (await socket.Json()).GetProperty("op").GetString().ShouldBe("subscribed");
        await host.Bus.Tell("news", 1, "x");
        (await socket.Json()).GetProperty("type").GetString().ShouldBe("news");
    }

    [Fact]
    public async Task Administrative_requests_need_the_scope_admin()
    {
        await using var host = await WithKeys();
        using var socket = await RawSocket.Connect(host.EndPoint, "id=sample", $"X-Api-Key: {Trade}\r\n");
        await socket.Send("""{"op":"request","target":"guarded","type":"source","id":1}""");
        var problem = (await socket.Json()).GetProperty("problem");
        problem.GetProperty("status").GetInt32().ShouldBe(403);
        problem.GetProperty("kind").GetString().ShouldBe("missingScope");
        await socket.Send("""{"op":"request","target":"guarded","type":"echo","id":2}""");
        (await socket.Json()).GetProperty("ok").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Messages_beyond_the_rate_are_read_later_and_none_is_lost()
    {
        await using var host = await DoorHost.Start(null, ("Genesis:Doors:Sockets:MessagesPerSecond", "20"));
        using var socket = await RawSocket.Connect(host.EndPoint, "id=sample");
        var started = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < 60; i++) await socket.Send($$"""{"op":"request","target":"sample","type":"echo","id":{{i}}}""");
        var answered = new HashSet<int>();
        for (var i = 0; i < 60; i++) answered.Add((await socket.Json()).GetProperty("id").GetInt32());
        answered.Count.ShouldBe(60);
        TimeProvider.System.GetElapsedTime(started).ShouldBeGreaterThan(TimeSpan.FromSeconds(0.9));
    }

    [Fact]
    public async Task The_door_is_mapped_on_any_path_of_any_host()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection([new("urls", "http://127.0.0.1:0")]);
        builder.AddGenesis(static genesis => genesis.UseMemory().AddComponent<Sample>("sample"));
        builder.AddGenesisDoors();
        await using var app = builder.Build();
        app.MapGet("/", static () => "mine");
        app.MapGenesisSocket("/live/socket");
        await app.StartAsync();
        var port = new Uri(app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First()).Port;
        using var socket = await RawSocket.Connect(new(System.Net.IPAddress.Loopback, port), "id=sample", path: "/live/socket");
        await socket.Send("""{"op":"request","target":"sample","type":"source","id":1}""");
        (await socket.Json()).GetProperty("result").GetString().ShouldBe("sample");
        await app.StopAsync();
        (await socket.Closed()).Status.ShouldBe(1001);
    }

    [Fact]
    public async Task Over_HTTP_2_a_socket_is_a_stream_of_the_connection()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Tests" });
        builder.Logging.ClearProviders();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection([new("Kestrel:Endpoints:Two:Url", "http://127.0.0.1:0"), new("Kestrel:Endpoints:Two:Protocols", "Http2")]);
        builder.AddGenesis(static genesis => genesis.UseMemory().AddComponent<Sample>("sample"));
        builder.AddGenesisDoors();
        await using var app = builder.Build();
        app.MapGenesis();
        await app.StartAsync();
        using var invoker = new HttpMessageInvoker(new SocketsHttpHandler());
        using var socket = new ClientWebSocket();
        socket.Options.HttpVersion = System.Net.HttpVersion.Version20;
        socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        var address = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
        await socket.ConnectAsync(new Uri($"ws{address[4..]}/ws?id=sample"), invoker, CancellationToken.None).InTime();
        await app.Services.GetRequiredService<IComponentBus>().Tell("news", 1, "x");
        var buffer = new byte[1000];
        var read = await socket.ReceiveAsync(buffer, CancellationToken.None).InTime();
        Encoding.UTF8.GetString(buffer, 0, read.Count).ShouldBe("""{"type":"news","data":1,"source":"x","seq":1}""");
        var stopping = app.StopAsync();
        (await socket.ReceiveAsync(buffer, CancellationToken.None).InTime()).MessageType.ShouldBe(WebSocketMessageType.Close);
        ((int?)socket.CloseStatus).ShouldBe(1001);
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None).InTime();
        await stopping.InTime();
    }

    private static Task<DoorHost> WithKeys() => DoorHost.Start(
        static genesis => genesis.AddComponent<Sample>(
            "guarded", policies: new ComponentPolicies { Requests = ComponentPolicies.Default.Requests.SetItem("source", new RequestPolicy { Admin = true }) }),
        [.. Key("look", Look, "Read"), .. Key("trade", Trade, "Read", "Request"), .. Key("blind", Blind, "Request")]);

    private static IEnumerable<(string, string)> Key(string name, string key, params string[] scopes) =>
        [($"Genesis:Doors:Keys:{name}:Key", key), .. scopes.Select((scope, i) => ($"Genesis:Doors:Keys:{name}:Scopes:{i}", scope))];

    private static async Task Refused(DoorHost host, string headers, int status, string kind)
    {
        using var socket = await RawSocket.Connect(host.EndPoint, "id=sample", headers);
        socket.Status.ShouldBe(status);
        (await socket.Body()).GetProperty("kind").GetString().ShouldBe(kind);
    }
}
