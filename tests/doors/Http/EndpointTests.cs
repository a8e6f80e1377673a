using System.Text.Json;
using Genesis.Tests.Doors.Fixture;

namespace Genesis.Tests.Doors.Http;

/// <summary>Events, components, dead letters and everything that can be looked at.</summary>
public sealed class EndpointTests : IAsyncLifetime
{
    private DoorHost _host = null!;
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await DoorHost.Start(null, ("Genesis:Supervision:MaxConsecutiveFailures", "100"));
        _client = _host.Client();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task An_event_is_202_and_arrives()
    {
        var told = await _client.Send("POST", "/events", """{"type":"note.new","data":{"n":1},"source":"desk"}""").Json(202);
        told.GetProperty("id").GetString().ShouldNotBeNullOrEmpty();
        // The WebSocket door is a subscriber, too.
        var subscribers = told.GetProperty("subscribers").GetInt32();
        await Eventually.True(async () => (await _host.Bus.Ask("sample", "told")).As<string[]>() is ["desk note.new {\"n\":1}"], "the event");
        (await _client.Send("POST", "/events", """{"type":"nobody.cares"}""").Json(202)).GetProperty("subscribers").GetInt32().ShouldBe(subscribers - 1);
    }

    [Theory]
    [InlineData("""{"data":{}}""", "badFields")]
    [InlineData("""{"type":"a b"}""", "badFields")]
    [InlineData("""{"type":"a.*"}""", "badFields")]
    [InlineData("""{"type":"a","timeoutMs":5}""", "badFields")]
    [InlineData("""{"type":"a","data":[}""", "badJson")]
    public Task A_bad_event_is_400(string body, string kind) => _client.Send("POST", "/events", body).Problem(400, kind);

    [Fact]
    public async Task A_component_is_registered_shown_replaced_restarted_and_removed()
    {
        using (var made = await _client.Send("POST", "/components", """{"id":"extra","type":"Sample","subscriptions":["a.*",{"pattern":"b","priority":3}],"settings":{"x:y":"1"},"policies":{"serial":true,"requests":{"echo":{"class":"fast","timeout":"00:00:00.5"}}}}"""))
        {
            ((int)made.StatusCode).ShouldBe(201, await made.Content.ReadAsStringAsync());
            made.Header("Location").ShouldBe("/components/extra");
        }
        (await _client.Send("GET", "/components/extra").Json()).GetProperty("state").GetString().ShouldBe("running");
        (await _client.Send("POST", "/components", """{"id":"extra","type":"Sample"}""").Json()).GetProperty("replaced").GetBoolean().ShouldBeTrue();
        (await _client.Send("POST", "/components/extra/restart").Json()).GetProperty("done").GetString().ShouldBe("restarted");
        await _client.Send("POST", "/components/extra/release").Problem(409, "notQuarantined");
        await _client.Send("DELETE", "/components/extra").Json();
        await _client.Send("GET", "/components/extra").Problem(404, "unknownComponent");
        foreach (var (method, path) in new[] { ("DELETE", "/components/extra"), ("POST", "/components/extra/restart"), ("POST", "/components/extra/release") })
            await _client.Send(method, path).Problem(404, "unknownComponent");
    }

    [Theory]
    [InlineData("""{"id":"x","type":"Sampel"}""", "Did you mean Sample?")]
    [InlineData("""{"id":"a b","type":"Sample"}""", "printable characters")]
    [InlineData("""{"id":"x","type":"Sample","subscriptions":["a*"]}""", "a*")]
    [InlineData("""{"id":"x","type":"Sample","policies":{"weight":-1}}""", "Weight")]
    [InlineData("""{"id":"x","type":"Sample","policy":{}}""", "policy")]
    [InlineData("""{"id":"x"}""", "type")]
    [InlineData("""{"id":"x","type":null}""", "type")]
    [InlineData("""{"id":"x","type":"Sample","subscriptions":[5]}""", "subscriptions")]
    public async Task A_bad_registration_is_400_with_what_is_wrong(string body, string finding) =>
        (await _client.Send("POST", "/components", body).Problem(400, "badFields")).ToString().ShouldContain(finding);

    [Fact]
    public async Task Components_come_in_pages()
    {
        for (var i = 0; i < 5; i++) await _client.Send("POST", "/components", $$"""{"id":"page-{{i}}","type":"Sample"}""").Json(201);
        var page = await _client.Send("GET", "/components?most=2&after=page-1").Json();
        page.GetProperty("components").EnumerateArray().Select(static one => one.GetProperty("id").GetString()).ShouldBe(["page-2", "page-3"]);
        page.GetProperty("more").GetBoolean().ShouldBeTrue();
        await _client.Send("GET", "/components?most=many").Problem(400, "badQuery");
        await _client.Send("GET", "/components?limit=2").Problem(400, "badQuery");
    }

    [Fact]
    public async Task Dead_letters_are_listed_shown_told_again_and_removed()
    {
        await _client.Send("POST", "/events", """{"type":"note.bad","data":1}""").Json(202);
        await _client.Send("POST", "/events", """{"type":"note.bad","data":2}""").Json(202);
        JsonElement letters = default;
        await Eventually.True(async () => (letters = (await _client.Send("GET", "/dead-letters").Json()).GetProperty("letters")).GetArrayLength() == 2, "two dead letters");
        var number = letters[0].GetProperty("number").GetInt64();
        var letter = await _client.Send("GET", $"/dead-letters/{number}").Json();
        letter.GetProperty("reason").GetString()!.ShouldContain("A bad note.");
        letter.GetProperty("event").GetProperty("data").GetInt32().ShouldBe(2);
        (await _client.Send("GET", "/dead-letters?target=nobody").Json()).GetProperty("letters").GetArrayLength().ShouldBe(0);

        (await _client.Send("POST", $"/dead-letters/{number}/replay").Json(202)).GetProperty("subscribers").GetInt32().ShouldBe(1);
        await _client.Send("GET", $"/dead-letters/{number}").Problem(404, "unknownDeadLetter");
        await _client.Send("DELETE", $"/dead-letters/{letters[1].GetProperty("number").GetInt64()}").Json();
        foreach (var (method, path) in new[] { ("GET", "/dead-letters/999"), ("DELETE", "/dead-letters/x"), ("POST", "/dead-letters/999/replay") }) await _client.Send(method, path).Problem(404, "unknownDeadLetter");
    }

    [Fact]
    public async Task What_can_be_looked_at_is_there()
    {
        await _client.Send("POST", "/request/sample", """{"type":"echo"}""").Json();
        await _client.Send("POST", "/events", """{"type":"note.new"}""").Json(202);
        await Eventually.True(async () => (await _client.Send("GET", "/ledger").Json()).GetProperty("rows").EnumerateArray()
            .Any(static row => row.GetProperty("subscriber").GetString() == "sample" && row.GetProperty("handled").GetInt64() == 1), "the event in the ledger");
        await Eventually.True(async () => (await _client.Send("GET", "/ledger").Json()).GetProperty("isBalanced").GetBoolean(), "balance");
        var status = await _client.Send("GET", "/status").Json();
        status.GetProperty("system").GetProperty("mode").GetString().ShouldBe("normal");
        status.GetProperty("ready").GetBoolean().ShouldBeTrue();
        status.GetProperty("figures").GetArrayLength().ShouldBe(5);
        var routes = await _client.Send("GET", "/routes").Json();
        routes.EnumerateArray().Single(static one => one.GetProperty("target").GetString() == "sample").GetProperty("breaker").GetString().ShouldBe("closed");
        (await _client.Send("GET", "/waits").Json()).GetArrayLength().ShouldBe(0);
        (await _client.Send("GET", "/").Json()).GetProperty("operations").GetProperty("POST /events").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task All_thirteen_mechanisms_are_named_and_those_that_are_not_built_say_so()
    {
        await _client.Send("POST", "/request/sample", """{"type":"echo"}""").Json();
        var mechanisms = (await _client.Send("GET", "/mechanisms").Json()).EnumerateArray().ToDictionary(static one => one.GetProperty("name").GetString()!);
        mechanisms.Count.ShouldBe(13);
        mechanisms["Entanglement"].GetProperty("state").GetString().ShouldBe("not built yet");
        mechanisms["Entanglement"].GetProperty("figures").ValueKind.ShouldBe(JsonValueKind.Null);
        var time = mechanisms["QuantumTime"].GetProperty("figures")[0];
        time.GetProperty("name").GetString().ShouldBe("deadlines met");
        time.GetProperty("value").GetDouble().ShouldBe(1);
    }

    [Fact]
    public async Task The_fast_path_has_its_share_and_its_latency()
    {
        // One latency in sixteen is recorded.
        await Eventually.True(
            async () =>
            {
                await _client.Send("POST", "/request/sample", """{"type":"echo"}""").Json();
                var mechanism = (await _client.Send("GET", "/mechanisms").Json()).EnumerateArray().Single(static one => one.GetProperty("name").GetString() == "QuantumTunnel");
                var figures = mechanism.GetProperty("figures").EnumerateArray().ToDictionary(static one => one.GetProperty("name").GetString()!, static one => one.GetProperty("value"));
                figures["share on the fast path"].GetDouble().ShouldBeInRange(double.Epsilon, 1);
                figures["asks on the fast path"].GetDouble().ShouldBeGreaterThanOrEqualTo(1);
                return figures["p50 on the fast path"] is { ValueKind: JsonValueKind.Number } latency && latency.GetDouble() > 0;
            },
            "a latency");
    }

    [Fact]
    public async Task An_ask_that_waits_is_seen()
    {
        var asked = _client.Send("POST", "/request/sample", """{"type":"wait","timeoutMs":3000}""");
        await Eventually.True(async () => (await _client.Send("GET", "/waits").Json()).EnumerateArray().Any(static wait => wait.GetProperty("type").GetString() == "wait"), "the wait");
        await asked.Problem(504, "timedOut");
    }
}
