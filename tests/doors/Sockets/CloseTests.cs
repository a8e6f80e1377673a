using System.Text;
using Genesis.Doors;
using Genesis.Tests.Doors.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Tests.Doors.Sockets;

/// <summary>Who is not let in, and how connections end: each status and close code with its reason.</summary>
public sealed class CloseTests : IAsyncLifetime
{
    private DoorHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await DoorHost.Start(
        static genesis => genesis.AddComponent<Sample>("other").AddComponent<Sample>("third"), ("Genesis:Doors:Limits:UpgradedConnections", "2"), ("Genesis:Doors:Limits:BodyBytes", "10000"),
        ("Genesis:Doors:Sockets:MaxBadMessages", "3"),
        ("Genesis:Doors:Sockets:MessageTimeout", "0:0:1"), ("Genesis:Doors:AllowedOrigins:0", "https://desk.example"));

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("", "Say which component this connection stands for: /ws?id=COMPONENT.")]
    [InlineData("id=smaple", "There is no component smaple. Did you mean sample?")]
    [InlineData("id=sample&types=a..b", "The pattern 'a..b' has an empty word; use words joined by dots, such as trade.btc.")]
    [InlineData("id=sample&seq=-1", "The parameter seq must be the number of the last event that came, from 0.")]
    [InlineData("id=sample&broadcasts=perhaps", "The parameter broadcasts must be true or false.")]
    public async Task An_unknown_id_and_bad_parameters_are_closed_with_1008(string query, string reason)
    {
        using var socket = await Connect(query);
        socket.Status.ShouldBe(101);
        (await socket.Closed()).ShouldBe((1008, reason));
        (await socket.Read()).ShouldBeNull("then the door hangs up");
    }

    [Fact]
    public async Task Over_the_limit_is_503_before_the_upgrade()
    {
        using var first = await Connect("id=sample");
        using var second = await Connect("id=other");
        using var third = await Connect("id=third");
        third.Status.ShouldBe(503);
        third.Head.ShouldContain("Retry-After: 1");
        third.Head.ShouldContain("application/problem+json");
        var problem = await third.Body();
        problem.GetProperty("kind").GetString().ShouldBe("tooManyConnections");
        problem.GetProperty("detail").GetString()!.ShouldStartWith("There are 2 WebSocket connections");
        // One that replaces another takes its seat.
        using var again = await Connect("id=sample");
        again.Status.ShouldBe(101);
        (await first.Closed()).ShouldBe((1000, "replaced"));
        second.Dispose();
        await Eventually.True(
            async () =>
            {
                using var later = await Connect("id=third");
                return later.Status == 101;
            },
            "a free seat");
    }

    [Fact]
    public async Task A_second_connection_for_an_id_replaces_the_first()
    {
        using var first = await Connect("id=sample");
        using var second = await Connect("id=sample");
        (await first.Closed()).ShouldBe((1000, "replaced"));
        await _host.Bus.Tell("news", 1, "x");
        (await second.Json()).GetProperty("type").GetString().ShouldBe("news");
    }

    [Fact]
    public async Task Bad_messages_get_error_frames_and_many_of_them_1008()
    {
        using var socket = await Connect("id=sample");
        string[] bad = ["{", "[]", """{"type":5,"id":"x"}"""];
        foreach (var message in bad)
        {
            await socket.Send(message);
            var error = await socket.Json();
            error.GetProperty("op").GetString().ShouldBe("error");
            error.GetProperty("code").GetString().ShouldBe("badMessage");
            error.GetProperty("message").GetString().ShouldNotBeNullOrEmpty();
        }
        await socket.Send("""{"type":"hello","dta":1}""");
        (await socket.Json()).GetProperty("message").GetString()!.ShouldStartWith("There is no field dta.");
        var (status, reason) = await socket.Closed();
        status.ShouldBe(1008);
        reason.ShouldStartWith("More than 3 bad messages within a minute.");
    }

    [Fact]
    public async Task Too_large_is_1009_in_one_frame_in_many_and_inflated()
    {
        using (var socket = await Connect("id=sample"))
        {
            await socket.Send($$"""{"type":"hello","data":"{{new string('x', 10_000)}}"}""");
            (await socket.Closed()).ShouldBe((1009, "A message may have 10000 bytes."));
        }
        using (var socket = await Connect("id=sample"))
        {
            await socket.Frame(0x1, new byte[6000], fin: false);
            await socket.Frame(0x0, new byte[6000], fin: false);
            (await socket.Closed()).Status.ShouldBe(1009);
        }
        using (var socket = await Connect("id=sample", "Sec-WebSocket-Extensions: permessage-deflate\r\n"))
        {
            socket.Head.ShouldContain("permessage-deflate");
            var bomb = Deflate(Encoding.UTF8.GetBytes(new string(' ', 10_000_000)));
            bomb.Length.ShouldBeLessThan(10_000 * 10);
            await socket.Frame(0x1, bomb, reserved: 4);
            (await socket.Closed()).Status.ShouldBe(1009);
        }
    }

    [Fact]
    public async Task Binary_is_1003()
    {
        using var socket = await Connect("id=sample");
        await socket.Frame(0x2, [1, 2, 3]);
        (await socket.Closed()).ShouldBe((1003, "Only text is taken here: JSON, one object in a message."));
    }

    [Fact]
    public async Task Invalid_UTF_8_is_1007()
    {
        using var socket = await Connect("id=sample");
        await socket.Frame(0x1, [(byte)'"', 0xC3, 0x28, (byte)'"']);
        (await socket.Closed()).Status.ShouldBe(1007);
    }

    [Theory]
    [InlineData(0x1, true, false, 0)]
    [InlineData(0x3, true, true, 0)]
    [InlineData(0x1, true, true, 2)]
    [InlineData(0x1, true, true, 4)]
    [InlineData(0x0, true, true, 0)]
    [InlineData(0x9, false, true, 0)]
    public async Task What_breaks_the_protocol_is_1002(int opcode, bool fin, bool masked, int reserved)
    {
        using var socket = await Connect("id=sample");
        await socket.Frame(opcode, "{\"type\":\"hello\"}"u8, fin, masked, reserved);
        (await socket.Closed()).Status.ShouldBe(1002);
    }

    [Fact]
    public async Task A_ping_that_is_not_answered_ends_the_connection_and_one_that_is_does_not()
    {
        await using var host = await DoorHost.Start(
            static genesis => genesis.AddComponent<Sample>("other"), ("Genesis:Doors:Sockets:PingInterval", "0:0:0.2"), ("Genesis:Doors:Sockets:PongTimeout", "0:0:1"));
        using var silent = await RawSocket.Connect(host.EndPoint, "id=sample");
        using var alive = await RawSocket.Connect(host.EndPoint, "id=other");
        // It answers its pings.
        var reading = alive.Json();
        var pings = 0;
        while (await silent.Read() is { } frame)
            if (frame.Opcode == 0x9) pings++;
        pings.ShouldBeGreaterThanOrEqualTo(1);
        await host.Bus.Tell("news", 1, "x");
        (await reading).GetProperty("type").GetString().ShouldBe("news");
    }

    [Fact]
    public async Task Pings_of_the_client_are_answered_in_the_middle_of_a_message()
    {
        using var socket = await Connect("id=sample");
        await socket.Frame(0x1, """{"op":"request","target":"other","""u8, fin: false);
        await socket.Frame(0x9, "here?"u8);
        RawSocket.Received? pong;
        do pong = await socket.Read();
        while (pong is { Opcode: 0x9 });
        pong!.Opcode.ShouldBe(0xA);
        Encoding.UTF8.GetString(pong.Payload).ShouldBe("here?");
        await socket.Frame(0x0, "\"type\":\"echo\",\"id\":1}"u8);
        (await socket.Json()).GetProperty("ok").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task A_message_that_never_ends_is_1008()
    {
        using var socket = await Connect("id=sample");
        await socket.Frame(0x1, "{"u8, fin: false);
        while (true)
        {
            var frame = await socket.Read();
            if (frame!.Opcode == 0x9) await socket.Frame(0xA, frame.Payload);
            if (frame.Opcode != 0x8) continue;
            frame.Close.ShouldBe((1008, "A message took longer than 1 s to come in."));
            return;
        }
    }

    [Fact]
    public async Task A_close_of_the_client_is_answered_with_its_code()
    {
        using var socket = await Connect("id=sample");
        await socket.Frame(0x8, [0x0F, 0xA1]);
        (await socket.Closed()).Status.ShouldBe(4001);
        await Eventually.True(() => _host.Services.GetRequiredService<ISocketDoor>().GetStats().Connections == 0, "the end");
    }

    [Fact]
    public async Task When_its_component_is_removed_it_is_1008()
    {
        using var socket = await Connect("id=third");
        await _host.Services.GetRequiredService<IComponents>().Remove("third");
        (await socket.Closed()).ShouldBe((1008, "The component third has been removed."));
    }

    [Fact]
    public async Task When_the_host_stops_it_is_1001_after_the_answers_that_are_due()
    {
        using var idle = await Connect("id=sample");
        using var busy = await Connect("id=other");
        await busy.Send("""{"op":"request","target":"third","type":"wait","timeoutMs":300,"id":1}""");
        await Eventually.True(async () => (await _host.Bus.Ask("third", "status")).As<ComponentStatus>().BusySince is not null, "the request");
        var stopping = _host.Stop();
        (await idle.Closed()).ShouldBe((1001, "The host stops."));
        (await busy.Json()).GetProperty("problem").GetProperty("status").GetInt32().ShouldBeOneOf(500, 503, 504);
        (await busy.Closed()).ShouldBe((1001, "The host stops."));
        await stopping.InTime();
    }

    [Theory]
    [InlineData("Origin: https://evil.example\r\n", 403)]
    [InlineData("Origin: null\r\n", 403)]
    [InlineData("Origin: https://desk.example\r\n", 101)]
    [InlineData("", 101)]
    public async Task A_foreign_page_is_not_let_in(string origin, int status)
    {
        using var socket = await Connect("id=sample", origin);
        socket.Status.ShouldBe(status);
        if (status != 101) (await socket.Body()).GetProperty("kind").GetString().ShouldBe("foreignOrigin");
    }

    [Fact]
    public async Task A_plain_request_is_told_what_this_is()
    {
        using var client = _host.Client();
        using var answer = await client.GetAsync(new Uri("/ws?id=sample", UriKind.Relative));
        ((int)answer.StatusCode).ShouldBe(426);
        answer.Headers.Upgrade.ToString().ShouldBe("websocket");
    }

    private Task<RawSocket> Connect(string query, string headers = "") => RawSocket.Connect(_host.EndPoint, query, headers);

    private static byte[] Deflate(byte[] data)
    {
        using var output = new MemoryStream();
        using var deflate = new System.IO.Compression.DeflateStream(output, System.IO.Compression.CompressionLevel.SmallestSize, leaveOpen: true);
        deflate.Write(data);
        deflate.Flush();
        return output.ToArray()[..^4];
    }
}
