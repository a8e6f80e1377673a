using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Genesis.Tests.Doors.Fixture;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Genesis.Tests.Doors.Peers;

/// <summary>
/// Programs written against the owner's documents (POST /request/{target}, /ws?id=, their frames, defaults and codes), on WebSockets that others have written. What is
/// not installed here is skipped; .ci/run installs all of it.
/// </summary>
public sealed class PeerTests : IAsyncLifetime
{
    private DoorHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await Start();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_program_on_Debians_aiohttp_and_websockets_works()
    {
        Assert.SkipUnless(Peer.Works("/usr/bin/python3", "-c", "import aiohttp, websockets"), "No aiohttp and websockets here. To have them: apt-get install python3-aiohttp python3-websockets");
        using var peer = new Peer("/usr/bin/python3", Path.Combine(Peer.Folder, "owner.py"), _host.EndPoint.ToString());
        await ItAsks(peer);
        (await peer.Next()).ShouldBe("""{"connected":"third","extensions":["permessage-deflate"]}""");
        (await peer.Next()).ShouldBe("""{"reply":true,"length":5}""");
        await ItHears(peer);
        (await peer.Next()).ShouldBe("""{"closed":1008,"reason":"There is no component nobody."}""");
    }

    [Fact]
    public async Task A_program_on_Nodes_ws_works()
    {
        var module = Path.Combine(Peer.Root(), "artifacts", "peer", "node_modules", "ws");
        Assert.SkipUnless(Directory.Exists(module) && Peer.Works("node", "--version"), "No ws for Node.js here. To have it: npm install --prefix artifacts/peer ws@8");
        using var peer = new Peer("node", Path.Combine(Peer.Folder, "owner.mjs"), module, _host.EndPoint.ToString());
        await ItAsks(peer);
        await ItHears(peer);
        (await peer.Next()).ShouldBe("""{"closed":1008,"reason":"There is no component nobody."}""");
    }

    [Fact]
    public async Task A_page_in_Chromium_works()
    {
        Assert.SkipUnless(Peer.Works("chromium", "--version"), "No Chromium here. To have it: apt-get install chromium");
        var seen = Channel.CreateUnbounded<string>();
        await using var pages = await Pages(seen.Writer);
        await using var host = await Start(("Genesis:Doors:AllowedOrigins:0", pages.Urls.First()));
        var profile = Directory.CreateTempSubdirectory("genesis-chromium-");
        using (new Peer("chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", $"--user-data-dir={profile.FullName}", $"{pages.Urls.First()}/?door=ws://{host.EndPoint}/ws"))
        {
            (await Next()).ShouldBe("""{"connected":"sample","extensions":["permessage-deflate"],"protocol":"genesis"}""");
            (await Next()).ShouldBe("""{"reply":true,"length":2000}""");
            await host.Bus.Tell("big", Enumerable.Range(0, 1000).ToArray(), "x");
            (await Next()).ShouldBe("""{"seen":"big","source":"x","data":1000}""");
            await Eventually.True(async () => (await host.Bus.Ask("sample", "told")).As<string[]>() is ["sample hello {\"value\":42}"], "what it sent");
            await host.Stop();
            (await Next()).ShouldBe("""{"closed":1001,"reason":"The host stops."}""");
        }
        await Eventually.True(() => Deleted(profile), "the end of the browser");

        Task<string> Next() => seen.Reader.ReadAsync().AsTask().WaitAsync(Eventually.Patience, TimeProvider.System);
    }

    [Fact]
    public async Task A_program_on_the_plain_NET_classes_works()
    {
        using var http = _host.Client();
        using var answer = await http.PostAsJsonAsync(new Uri("/request/other", UriKind.Relative), new { type = "echo", data = new { data = "hello" }, source = "sample" });
        (await answer.Content.ReadAsStringAsync()).ShouldBe("""{"result":{"data":"hello"}}""");
        using var socket = new ClientWebSocket();
        socket.Options.DangerousDeflateOptions = new WebSocketDeflateOptions();
        await socket.ConnectAsync(new Uri($"ws://{_host.EndPoint}/ws?id=sample"), CancellationToken.None).InTime();
        await Send("""{"type":"hello","data":{"value":42}}""");
        await Send("""{"op":"request","target":"other","type":"source","id":1}""");
        (await Receive()).ShouldBe("""{"op":"reply","id":1,"ok":true,"result":"sample"}""");
        await _host.Bus.Tell("big", Enumerable.Range(0, 1000).ToArray(), "x");
        JsonSerializer.Deserialize<JsonElement>(await Receive()).GetProperty("data").GetArrayLength().ShouldBe(1000);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "done", CancellationToken.None).InTime();
        socket.CloseStatus.ShouldBe(WebSocketCloseStatus.NormalClosure);

        using var unknown = new ClientWebSocket();
        await unknown.ConnectAsync(new Uri($"ws://{_host.EndPoint}/ws?id=nobody"), CancellationToken.None).InTime();
        await unknown.ReceiveAsync(new byte[100], CancellationToken.None).InTime();
        ((int?)unknown.CloseStatus).ShouldBe(1008);

        Task Send(string text) => socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, CancellationToken.None).InTime();

        async Task<string> Receive()
        {
            var buffer = new byte[100_000];
            var length = 0;
            WebSocketReceiveResult read;
            do
            {
                read = await socket.ReceiveAsync(new ArraySegment<byte>(buffer, length, buffer.Length - length), CancellationToken.None).InTime();
                length += read.Count;
            }
            while (!read.EndOfMessage);
            return Encoding.UTF8.GetString(buffer, 0, length);
        }
    }

    private static Task<DoorHost> Start(params (string Path, string Value)[] settings) =>
        DoorHost.Start(static genesis => genesis.AddComponent<Sample>("other").AddComponent<Sample>("third"), settings);

    private static async Task ItAsks(Peer peer)
    {
        (await peer.Next()).ShouldBe("""{"status":200,"result":{"data":"hello"}}""");
        (await peer.Next()).ShouldBe("""{"status":404,"result":null}""");
    }

    private async Task ItHears(Peer peer)
    {
        (await peer.Next()).ShouldBe("""{"connected":"sample","extensions":["permessage-deflate"]}""");
        (await peer.Next()).ShouldBe("""{"reply":true,"length":2000}""");
        await _host.Bus.Tell("test_event", new { value = 42 }, "comp1");
        await _host.Bus.Tell("mine", 1, "sample");
        await _host.Bus.Tell("big", Enumerable.Range(0, 1000).ToArray(), "x");
        await _host.Bus.Tell("bye", new { }, "x");
        (await peer.Next()).ShouldBe("""{"seen":"test_event","source":"comp1","data":{"value":42}}""");
        (await peer.Next()).ShouldBe("""{"seen":"big","source":"x","data":1000}""");
        (await peer.Next()).ShouldBe("""{"seen":"bye","source":"x","data":{}}""");
        // Data stay as they were written.
        await Eventually.True(async () => (await _host.Bus.Ask("sample", "told")).As<string[]>() is [var told] && told.Replace(": ", ":", StringComparison.Ordinal) == "sample hello {\"value\":42}", "what it sent");
    }

    private static async Task<WebApplication> Pages(ChannelWriter<string> seen)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var page = await File.ReadAllTextAsync(Path.Combine(Peer.Folder, "page.html"));
        app.MapGet("/", () => Results.Content(page, "text/html"));
        app.MapPost("/seen", async (HttpRequest request) =>
        {
            using var reader = new StreamReader(request.Body);
            await seen.WriteAsync(await reader.ReadToEndAsync());
        });
        await app.StartAsync();
        return app;
    }

    private static bool Deleted(DirectoryInfo folder)
    {
        try
        {
            folder.Delete(recursive: true);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
