using System.IO.Compression;
using System.Net;
using System.Text;
using Genesis.Tests.Doors.Fixture;

namespace Genesis.Tests.Doors.Http;

/// <summary>What web users expect of any server: HEAD, OPTIONS, content types, compression, traces.</summary>
public sealed class WebTests : IAsyncLifetime
{
    private DoorHost _host = null!;
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await DoorHost.Start();
        _client = _host.Client();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
    }

    public static TheoryData<string, string> Paths => new()
    {
        { "/", "GET, HEAD, OPTIONS" }, { "/request/sample", "POST, OPTIONS" }, { "/events", "POST, OPTIONS" }, { "/components", "GET, HEAD, POST, OPTIONS" }, { "/components/sample", "GET, HEAD, DELETE, OPTIONS" },
        { "/components/sample/restart", "POST, OPTIONS" }, { "/status", "GET, HEAD, OPTIONS" }, { "/dead-letters", "GET, HEAD, OPTIONS" }, { "/metrics", "GET, HEAD, OPTIONS" }, { "/health/live", "GET, HEAD, OPTIONS" },
    };

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Every_path_says_what_it_takes_and_refuses_the_rest(string path, string allowed)
    {
        using var options = await _client.Send("OPTIONS", path);
        options.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        options.Header("Allow").ShouldBe(allowed);
        using var refused = await _client.Send("PATCH", path, "{}");
        await refused.Problem(405, "methodNotAllowed");
        refused.Header("Allow").ShouldBe(allowed);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/status")]
    [InlineData("/components")]
    [InlineData("/metrics")]
    [InlineData("/health/ready")]
    [InlineData("/openapi/v1.json")]
    public async Task HEAD_is_GET_without_the_body(string path)
    {
        using var head = await _client.Send("HEAD", path);
        using var get = await _client.Send("GET", path);
        head.StatusCode.ShouldBe(get.StatusCode);
        head.Content.Headers.ContentType.ShouldBe(get.Content.Headers.ContentType);
        head.Content.Headers.ContentLength!.Value.ShouldBeGreaterThan(0);
        (await head.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("text/plain", 200)]
    [InlineData("application/x-www-form-urlencoded", 200)]
    [InlineData("application/xml", 415)]
    [InlineData("multipart/form-data; boundary=x", 415)]
    [InlineData("application/json", 200)]
    [InlineData("Application/JSON ; charset=utf-8", 200)]
    [InlineData("application/vnd.genesis+json", 200)]
    [InlineData(null, 200)]
    public async Task Bodies_of_other_types_are_415(string? type, int status)
    {
        using var content = new ByteArrayContent("""{"type":"echo"}"""u8.ToArray());
        if (type is not null) content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var answer = await _client.PostAsync(new Uri("/request/sample", UriKind.Relative), content);
        ((int)answer.StatusCode).ShouldBe(status);
        if (status == 415) (await answer.Problem(415, "unsupportedMediaType")).GetProperty("detail").GetString()!.ShouldContain("Content-Type: application/json");
    }

    [Fact]
    public async Task A_compressed_body_is_415()
    {
        using var content = new StringContent("""{"type":"echo"}""", Encoding.UTF8, "application/json");
        content.Headers.ContentEncoding.Add("gzip");
        using var answer = await _client.PostAsync(new Uri("/request/sample", UriKind.Relative), content);
        await answer.Problem(415, "unsupportedEncoding");
    }

    [Theory]
    [InlineData("text/html", 406)]
    [InlineData("image/*, text/html;q=0.8", 406)]
    [InlineData("application/json;q=0", 406)]
    [InlineData("text/html, */*;q=0.1", 200)]
    [InlineData("application/*", 200)]
    [InlineData("application/json, text/plain", 200)]
    [InlineData("nonsense", 200)]
    public async Task An_answer_that_is_not_accepted_is_406(string accept, int status)
    {
        using var answer = await _client.Send("GET", "/waits", null, ("Accept", accept));
        ((int)answer.StatusCode).ShouldBe(status);
        if (status == 406) await answer.Problem(406, "notAcceptable");
    }

    [Theory]
    [InlineData("br, gzip", "br")]
    [InlineData("gzip, br;q=0.5", "gzip")]
    [InlineData("gzip", "gzip")]
    [InlineData("identity", null)]
    [InlineData("br;q=0", null)]
    public async Task Large_answers_are_compressed_for_those_who_accept_it(string accept, string? encoding)
    {
        using var answer = await _client.Send("POST", "/request/sample", """{"type":"large","data":100000}""", ("Accept-Encoding", accept));
        answer.Header("Content-Encoding").ShouldBe(encoding);
        answer.Header("Vary")!.ShouldContain("Accept-Encoding");
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        if (encoding is not null) bytes.Length.ShouldBeLessThan(2000);
        await using Stream body = encoding switch { "br" => new BrotliStream(new MemoryStream(bytes), CompressionMode.Decompress), "gzip" => new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress), _ => new MemoryStream(bytes) };
        using var reader = new StreamReader(body);
        (await reader.ReadToEndAsync()).ShouldBe($$"""{"result":"{{new string('x', 100_000)}}"}""");
    }

    [Fact]
    public async Task Small_answers_are_not_compressed()
    {
        using var answer = await _client.Send("POST", "/request/sample", """{"type":"echo"}""", ("Accept-Encoding", "br, gzip"));
        answer.Header("Content-Encoding").ShouldBeNull();
    }

    [Fact]
    public async Task A_trace_that_comes_in_goes_on_to_the_problem()
    {
        const string trace = "0af7651916cd43dd8448eb211c80319c";
        var problem = await _client.Send("POST", "/request/nobody", """{"type":"echo"}""", ("traceparent", $"00-{trace}-b7ad6b7169203331-01")).Problem(404, "unknownComponent");
        problem.GetProperty("traceId").GetString().ShouldBe(trace);
    }
}
