using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Genesis.Tests.Doors.Fixture;

namespace Genesis.Tests.Doors.Http;

/// <summary>POST /request/{target}: every status with its body.</summary>
public sealed class RequestTests : IAsyncLifetime
{
    private DoorHost _host = null!;
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await DoorHost.Start(null, ("Genesis:Resilience:Breaker:Failures", "2"), ("Genesis:Supervision:MaxConsecutiveFailures", "100"), ("Genesis:Doors:Limits:BodyBytes", "100000"));
        _client = _host.Client();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
    }

    [Theory]
    [InlineData("""{"type":"echo","data":{"a":[1,2.50,"x"]},"source":"me"}""", """{"result":{"a":[1,2.50,"x"]}}""")]
    [InlineData("""{"type":"echo"}""", """{"result":{}}""")]
    [InlineData("""{"type":"echo","data":null}""", """{"result":null}""")]
    [InlineData("""{"type":"echo","data":"ü\n"}""", """{"result":"ü\n"}""")]
    [InlineData("""{"type":"source"}""", """{"result":"external"}""")]
    [InlineData("""{"source":"me","type":"source","timeoutMs":500.5}""", """{"result":"me"}""")]
    public async Task An_answer_is_200_with_the_result(string body, string expected)
    {
        using var answer = await Post("sample", body);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        (await answer.Content.ReadAsStringAsync()).ShouldBe(expected);
    }

    [Fact]
    public async Task An_unknown_component_is_404_and_names_the_nearest()
    {
        var problem = await Refused("smaple", """{"type":"echo"}""", 404, "unknownComponent");
        problem.GetProperty("detail").GetString()!.ShouldContain("sample");
        problem.GetProperty("target").GetString().ShouldBe("smaple");
        problem.GetProperty("requestType").GetString().ShouldBe("echo");
        problem.GetProperty("attempts").GetInt32().ShouldBe(0);
        problem.GetProperty("instance").GetString().ShouldBe("/request/smaple");
        problem.GetProperty("traceId").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public Task An_unknown_request_is_404() => Refused("sample", """{"type":"sing"}""", 404, "unknownRequest");

    [Fact]
    public async Task No_answer_in_time_is_504()
    {
        var problem = await Refused("sample", """{"type":"wait","timeoutMs":50}""", 504, "timedOut");
        problem.GetProperty("elapsedMs").GetDouble().ShouldBeGreaterThan(40);
        problem.GetProperty("attempts").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task A_handler_that_throws_is_500_without_its_stack_and_then_503_with_Retry_After()
    {
        for (var i = 0; i < 2; i++)
        {
            var problem = await Refused("sample", """{"type":"fail"}""", 500, "failed");
            problem.GetProperty("detail").GetString().ShouldBe("sample failed at fail: It was told to fail.");
            problem.ToString().ShouldNotContain("   at ");
        }
        using var open = await Post("sample", """{"type":"echo"}""");
        ((int)open.StatusCode).ShouldBe(503);
        open.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(1, 10);
        var body = await open.Content.ReadFromJsonAsync<JsonElement>();
        body.GetProperty("kind").GetString().ShouldBe("circuitOpen");
        body.GetProperty("retryAfterMs").GetDouble().ShouldBeInRange(1, 10_000);
    }

    [Fact]
    public async Task Data_that_do_not_fit_are_400()
    {
        var problem = await Refused("sample", """{"type":"order","data":{"symbol":"X","amount":"many"}}""", 400, "badData");
        problem.GetProperty("detail").GetString()!.ShouldContain("amount");
    }

    [Theory]
    [InlineData("", "badJson", "empty")]
    [InlineData("{", "badJson", "")]
    [InlineData("[]", "badJson", "a list")]
    [InlineData("null", "badJson", "null")]
    [InlineData("""{"type":"echo"} x""", "badJson", "")]
    [InlineData("""{"type":"echo","data":NaN}""", "badJson", "")]
    [InlineData("""{"type":"echo",}""", "badJson", "")]
    [InlineData("""{"type":"echo","data":"\ud800"}""", "badJson", "")]
    [InlineData("{}", "badFields", "type is left out")]
    [InlineData("""{"type":5}""", "badFields", "type is a number")]
    [InlineData("""{"type":""}""", "badFields", "type has 0 characters")]
    [InlineData("""{"type":"echo","source":{}}""", "badFields", "source is an object")]
    [InlineData("""{"type":"echo","timeoutMs":0}""", "badFields", "timeoutMs is out of range")]
    [InlineData("""{"type":"echo","timeoutMs":-3}""", "badFields", "timeoutMs is out of range")]
    [InlineData("""{"type":"echo","timeoutMs":"2"}""", "badFields", "timeoutMs is a text")]
    [InlineData("""{"type":"echo","dta":{}}""", "badFields", "There is no field dta")]
    [InlineData("""{"type":"echo","type":"sing"}""", "badFields", "type is there twice")]
    public async Task A_bad_body_is_400_and_says_what_is_wrong(string body, string kind, string detail) =>
        (await Refused("sample", body, 400, kind)).GetProperty("detail").GetString()!.ShouldContain(detail);

    [Fact]
    public async Task Deep_nesting_is_400_and_invalid_UTF_8_too()
    {
        var deep = string.Concat(Enumerable.Repeat('[', 33)) + string.Concat(Enumerable.Repeat(']', 33));
        (await Refused("sample", $$"""{"type":"echo","data":{{deep}}}""", 400, "badJson")).GetProperty("detail").GetString()!.ShouldContain("32 levels");
        using var ok = await Post("sample", $$"""{"type":"echo","data":{{deep[1..^1]}}}""");
        ok.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var content = new ByteArrayContent([.. """{"type":"echo","data":"""u8, (byte)'"', 0xC3, 0x28, (byte)'"', (byte)'}']);
        content.Headers.ContentType = new("application/json");
        using var answer = await _client.PostAsync(new Uri("/request/sample", UriKind.Relative), content);
        ((int)answer.StatusCode).ShouldBe(400);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_that_is_too_large_is_413(bool chunked)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri("/request/sample", UriKind.Relative)) { Content = new StringContent($$"""{"type":"echo","data":"{{new string('x', 120_000)}}"}""", Encoding.UTF8, "application/json") };
        message.Headers.TransferEncodingChunked = chunked;
        using var answer = await _client.SendAsync(message);
        await answer.Problem(413, "tooLarge");
    }

    [Fact]
    public async Task A_stopped_component_is_503()
    {
        await _host.Bus.Ask("sample", "told");
        for (var i = 0; i < 2; i++) await _host.Bus.Ask("sample", "fail");
        using var answer = await Post("sample", """{"type":"told"}""");
        ((int)answer.StatusCode).ShouldBe(503);
    }

    private Task<HttpResponseMessage> Post(string target, string body) => _client.PostAsync(new Uri($"/request/{target}", UriKind.Relative), new StringContent(body, Encoding.UTF8, "application/json"));

    private async Task<JsonElement> Refused(string target, string body, int status, string kind)
    {
        using var answer = await Post(target, body);
        return await answer.Problem(status, kind);
    }
}
