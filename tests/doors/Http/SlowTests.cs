using System.Net.Sockets;
using System.Text;
using Genesis.Tests.Doors.Fixture;

namespace Genesis.Tests.Doors.Http;

/// <summary>Clients that are slow, many, or speak no HTTP: they are let go, and the others notice nothing.</summary>
public sealed class SlowTests
{
    private const string Body = """{"type":"echo"}""";

    [Fact]
    public async Task One_byte_a_second_is_cut_off_and_the_others_are_served()
    {
        await using var host = await DoorHost.Start(null, ("Genesis:Doors:Limits:HeaderTimeout", "00:00:01"), ("Genesis:Doors:Limits:BodyGrace", "00:00:02"));
        using var headers = await Connect(host);
        using var body = await Connect(host);
        await headers.GetStream().WriteAsync("POST /request/sample HTTP/1.1\r\nHost: localhost\r\n"u8.ToArray());
        await body.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"POST /request/sample HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {Body.Length}\r\n\r\n"));
        var (cutHeaders, cutBody) = (Drip(headers, "X-Slow: yes"), Drip(body, Body));
        using var client = host.Client();
        do (await client.Send("POST", "/request/sample", Body).InTime()).EnsureSuccessStatusCode();
        while (!cutHeaders.IsCompleted || !cutBody.IsCompleted);
        (await cutHeaders).ShouldContain("408");
        (await cutBody).ShouldContain("408");
    }

    [Fact]
    public async Task More_connections_than_allowed_are_closed_and_those_there_go_on()
    {
        await using var host = await DoorHost.Start(null, ("Genesis:Doors:Limits:Connections", "20"));
        List<TcpClient> kept = [];
        for (var i = 0; i < 20; i++)
        {
            var client = await Connect(host);
            kept.Add(client);
            (await Ask(client)).ShouldContain("200 OK");
        }
        using (var refused = await Connect(host))
            (await Ask(refused)).ShouldBe("");
        foreach (var client in kept) (await Ask(client)).ShouldContain("200 OK");
        kept[0].Dispose();
        await Eventually.True(async () =>
        {
            using var next = await Connect(host);
            return (await Ask(next)).Contains("200 OK", StringComparison.Ordinal);
        }, "room for another connection");
        foreach (var client in kept) client.Dispose();
    }

    [Theory]
    [InlineData("\0\u0001\u0002garbage\r\n\r\n")]
    [InlineData("GET / HTTP/9.9\r\n\r\n")]
    [InlineData("GET /status HTTP/1.1\r\n\r\n")]
    [InlineData("POST /events HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n")]
    [InlineData("POST /events HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")]
    [InlineData("POST /events HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc")]
    public async Task What_is_no_HTTP_is_refused_and_closed(string text)
    {
        await using var host = await DoorHost.Start();
        using var client = await Connect(host);
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(text));
        var answer = await Rest(client);
        answer.Split(' ')[1].ShouldBeOneOf("400", "501", "505");
    }

    [Fact]
    public async Task Huge_headers_are_431()
    {
        await using var host = await DoorHost.Start();
        using var client = await Connect(host);
        try
        {
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: localhost\r\nX-Large: {new string('x', 100_000)}\r\n\r\n"));
        }
        catch (IOException)
        {
            // It is closed before all of it is sent.
            return;
        }
        (await Rest(client)).ShouldContain("431");
    }

    [Fact]
    public async Task A_flood_is_answered_whole()
    {
        await using var host = await DoorHost.Start(null, ("Genesis:Doors:Limits:RequestsPerSecond", "500"));
        using var client = host.Client();
        var statuses = await Task.WhenAll(Enumerable.Range(0, 4000).Select(async _ =>
        {
            using var answer = await client.Send("POST", "/request/sample", Body).InTime();
            return (int)answer.StatusCode;
        }));
        statuses.Distinct().ShouldBeSubsetOf([200, 429]);
        statuses.Count(static status => status == 200).ShouldBeGreaterThanOrEqualTo(500);
        statuses.ShouldContain(429);
    }

    /// <summary>Sends a byte each second until the other side closes; what it said.</summary>
    private static async Task<string> Drip(TcpClient client, string text)
    {
        var rest = Rest(client);
        foreach (var letter in text)
        {
            if (await Task.WhenAny(rest, Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System)) == rest) break;
            try
            {
                await client.GetStream().WriteAsync(new[] { (byte)letter });
            }
            catch (IOException)
            {
                break;
            }
        }
        return await rest;
    }

    private static async Task<TcpClient> Connect(DoorHost host)
    {
        var client = new TcpClient();
        await client.ConnectAsync(host.EndPoint).InTime();
        return client;
    }

    private static async Task<string> Ask(TcpClient client)
    {
        var stream = client.GetStream();
        var buffer = new byte[4096];
        try
        {
            await stream.WriteAsync("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray());
            return Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer).AsTask().InTime());
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static async Task<string> Rest(TcpClient client)
    {
        using var all = new MemoryStream();
        try
        {
            await client.GetStream().CopyToAsync(all).InTime();
        }
        catch (IOException)
        {
            // Cut instead of closed: what came before counts.
        }
        return Encoding.Latin1.GetString(all.ToArray());
    }
}
