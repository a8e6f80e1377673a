using System.Text.Json;
using Genesis.Doors;
using Genesis.Tests.Doors.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Tests.Doors.Sockets;

/// <summary>What goes through the WebSocket door, both ways.</summary>
public sealed class SocketTests : IAsyncLifetime
{
    private DoorHost _host = null!;

    private ISocketDoor Door => _host.Services.GetRequiredService<ISocketDoor>();

    public async ValueTask InitializeAsync() => _host = await DoorHost.Start(
        static genesis => genesis.AddComponent<Sample>("other").AddComponent(new ComponentRegistration { Id = "scanner", Type = "Outside" }), ("Genesis:Doors:Sockets:MaxRequests", "2"));

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task An_event_from_a_socket_reaches_its_component_alone()
    {
        using var socket = await Connect("id=sample");
        await socket.Send("""{"type":"hello","data":{"a":1},"source":"me"}""");
        await socket.Send("""{"type":"hello"}""");
        await Eventually.True(async () => (await Told("sample")).Length == 2, "the events");
        (await Told("sample")).ShouldBe(["me hello {\"a\":1}", "sample hello {}"]);
        (await Told("other")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Broadcasts_go_out_but_never_to_their_source()
    {
        using var first = await Connect("id=sample");
        using var second = await Connect("id=other");
        await _host.Bus.Tell("news", new { text = "hi" }, "sample");
        await _host.Bus.Tell("news", 2, "other");
        await _host.Bus.Tell("news", 3, "third");
        await _host.Bus.Tell("inside", 4, "third", new TellOptions { Origin = EventOrigin.Local });
        await _host.Bus.Tell("news", 5, "third");
        (await Texts(first, 3)).ShouldBe(["""{"type":"news","data":2,"source":"other","seq":2}""", """{"type":"news","data":3,"source":"third","seq":3}""", """{"type":"news","data":5,"source":"third","seq":4}"""]);
        (await Texts(second, 2)).ShouldBe(["""{"type":"news","data":{"text":"hi"},"source":"sample","seq":1}""", """{"type":"news","data":3,"source":"third","seq":3}"""]);
    }

    [Fact]
    public async Task Types_of_any_origin_are_subscribed_to_and_left()
    {
        using var socket = await Connect("id=sample&types=trade.*,quote&broadcasts=false");
        await socket.Send("""{"op":"subscribe","types":["order"],"id":7}""");
        (await socket.Json()).GetRawText().ShouldBe("""{"op":"subscribed","types":["trade.*","quote","order"],"id":7}""");
        foreach (var (type, origin) in new[] { ("trade.a", EventOrigin.Exchange), ("trade", EventOrigin.Exchange), ("quote", EventOrigin.Local), ("news", EventOrigin.External), ("trade.b", EventOrigin.External) })
            await _host.Bus.Tell(type, 1, "x", new TellOptions { Origin = origin });
        (await Types(socket, 3)).ShouldBe(["trade.a", "quote", "trade.b"], ignoreOrder: true);
        await socket.Send("""{"op":"unsubscribe","types":["trade.*","nothing"],"id":"x"}""");
        (await socket.Json()).GetRawText().ShouldBe("""{"op":"unsubscribed","types":["quote","order"],"id":"x"}""");
        await _host.Bus.Tell("trade.a", 1, "x", new TellOptions { Origin = EventOrigin.Exchange });
        await _host.Bus.Tell("quote", 1, "x", new TellOptions { Origin = EventOrigin.Exchange });
        (await Types(socket, 1)).ShouldBe(["quote"]);
    }

    [Fact]
    public async Task Requests_are_answered_with_their_id()
    {
        using var socket = await Connect("id=sample");
        await socket.Send("""{"op":"request","target":"other","type":"echo","data":[1,2.50],"id":"a"}""");
        (await socket.Json()).GetRawText().ShouldBe("""{"op":"reply","id":"a","ok":true,"result":[1,2.50]}""");
        await socket.Send("""{"op":"request","target":"other","type":"source","id":2}""");
        (await socket.Json()).GetRawText().ShouldBe("""{"op":"reply","id":2,"ok":true,"result":"sample"}""");
        await socket.Send("""{"op":"request","target":"othr","type":"echo","id":3}""");
        var unknown = await socket.Json();
        unknown.GetProperty("ok").GetBoolean().ShouldBeFalse();
        unknown.GetProperty("problem").GetProperty("status").GetInt32().ShouldBe(404);
        unknown.GetProperty("problem").GetProperty("kind").GetString().ShouldBe("unknownComponent");
        unknown.GetProperty("problem").GetProperty("detail").GetString()!.ShouldContain("Did you mean other?");
        await socket.Send("""{"op":"request","target":"other","type":"wait","timeoutMs":50,"id":4}""");
        (await socket.Json()).GetProperty("problem").GetProperty("status").GetInt32().ShouldBe(504);
        await socket.Send("""{"op":"request","target":"other","type":"fail","id":5}""");
        (await socket.Json()).GetProperty("problem").GetProperty("status").GetInt32().ShouldBe(500);
    }

    [Fact]
    public async Task Requests_under_way_are_bounded()
    {
        using var socket = await Connect("id=sample");
        for (var i = 0; i < 3; i++) await socket.Send($$"""{"op":"request","target":"other","type":"wait","timeoutMs":800,"id":{{i}}}""");
        var refused = await socket.Json();
        refused.GetProperty("id").GetInt32().ShouldBe(2);
        refused.GetProperty("problem").GetProperty("status").GetInt32().ShouldBe(429);
    }

    [Fact]
    public async Task What_the_mode_refuses_gets_an_error_frame()
    {
        using var socket = await Connect("id=sample");
        SetMode(SystemMode.Emergency);
        await socket.Send("""{"type":"hello","id":9}""");
        var error = await socket.Json();
        error.GetProperty("op").GetString().ShouldBe("error");
        error.GetProperty("code").GetString().ShouldBe("refused");
        error.GetProperty("message").GetString()!.ShouldContain("EMERGENCY");
        error.GetProperty("id").GetInt32().ShouldBe(9);
        await socket.Send("""{"op":"request","target":"other","type":"echo","id":1}""");
        (await socket.Json()).GetProperty("problem").GetProperty("status").GetInt32().ShouldBe(503);
    }

    [Fact]
    public async Task A_targeted_send_says_whether_it_was_queued()
    {
        Door.Send("sample", "note", 1).ShouldBeFalse("it is not connected");
        using var socket = await Connect("id=sample");
        using var other = await Connect("id=other");
        Door.Send("sample", "note", new { a = 1 }, "me").ShouldBeTrue();
        Door.Send("other", "end").ShouldBeTrue();
        (await socket.Json()).GetRawText().ShouldBe("""{"type":"note","data":{"a":1},"source":"me","seq":1}""");
        (await Types(other, 1)).ShouldBe(["end"]);
        Should.Throw<ArgumentException>(() => Door.Send("sample", "no type", 1));
        Door.Connected.ShouldBe(["other", "sample"]);
        Door.Disconnect("sample", 4000, "enough").ShouldBeTrue();
        (await socket.Closed()).ShouldBe((4000, "enough"));
        await Eventually.True(() => !Door.Send("sample", "note"), "the end of the connection");
    }

    [Fact]
    public async Task A_program_outside_is_a_component_that_others_subscribe_to()
    {
        using var scanner = await Connect("id=scanner");
        using var listener = await Connect("id=other&types=found.*");
        await scanner.Send("""{"type":"found.it","data":{"n":1}}""");
        (await listener.Json()).GetRawText().ShouldBe("""{"type":"found.it","data":{"n":1},"source":"scanner","seq":1}""");
    }

    [Fact]
    public async Task What_the_door_has_done_can_be_read()
    {
        using var socket = await Connect("id=sample");
        await socket.Send("nothing");
        await socket.Json();
        await _host.Bus.Tell("news", 1, "x");
        await socket.Json();
        var stats = Door.GetStats();
        (stats.Connections, stats.Accepted, stats.MessagesIn, stats.MessagesOut, stats.Encoded, stats.ErrorsCaught, stats.ErrorsRecovered).ShouldBe((1, 1, 1, 2, 1, 1, 1));
        stats.ConflationFactor.ShouldBe(1);
        stats.CompressionRatio.ShouldBe(1);
    }

    // Nothing public sets it: the monitor does.
    private void SetMode(SystemMode mode)
    {
        var gate = typeof(IComponentBus).Assembly.GetType("Genesis.ModeGate", throwOnError: true)!;
        gate.GetMethod("Set")!.Invoke(_host.Services.GetRequiredService(gate), [mode]);
    }

    private Task<RawSocket> Connect(string query) => RawSocket.Connect(_host.EndPoint, query);

    private async Task<string[]> Told(string component) => (await _host.Bus.Ask(component, "told")).As<string[]>();

    private static async Task<string[]> Texts(RawSocket socket, int count)
    {
        var texts = new string[count];
        for (var i = 0; i < count; i++) texts[i] = (await socket.Json()).GetRawText();
        return texts;
    }

    private static async Task<string?[]> Types(RawSocket socket, int count) => [.. (await Texts(socket, count)).Select(static text => JsonSerializer.Deserialize<JsonElement>(text).GetProperty("type").GetString())];
}
