using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Genesis.Tests.Doors.Fixture;

namespace Genesis.Tests.Doors.Http;

/// <summary>Whatever comes in: a well-formed answer, never a fault of our own, never a hang.</summary>
public sealed class FuzzTests : IAsyncLifetime
{
    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\"type\"", "\"data\"", "\"source\"", "\"timeoutMs\"", "\"echo\"", "\"order\"", "\"key\"", "\"id\"", "\"subscriptions\"", "\"policies\"", "\"sample\"", "\"Sample\"",
        "null", "true", "1", "-1", "1e999", "0.1", "NaN", "1E", "{}", "[]", "\"\\ud800\"", "\"\\u0000\"", "\u0000", " ", "\n", "/*", "//", "é", "😀", "\"x\":",
    ];

    // Whole bodies that are nearly right, text of pieces of JSON, and bytes of any kind.
    private static readonly Gen<byte[]> Bodies = Gen.OneOf(
        Gen.ArrayOf(Gen.Elements(Pieces)).Select(static pieces => Encoding.UTF8.GetBytes(string.Concat(pieces))),
        Gen.Elements("type", "data", "source", "timeoutMs", "key", "id", "subscriptions", "settings", "policies", "x").Two()
            .SelectMany(static names => Value.Two().Select(values => Encoding.UTF8.GetBytes($$"""{"type":"echo","{{names.Item1}}":{{values.Item1}},"{{names.Item2}}":{{values.Item2}}}"""))),
        Gen.ArrayOf(Gen.Choose(0, 255)).Select(static bytes => bytes.Select(static one => (byte)one).ToArray()));

    private DoorHost _host = null!;
    private HttpClient _client = null!;

    private static Gen<string> Value => Gen.OneOf(
        Gen.Elements("null", "true", "0", "-5", "1.5", "1e400", "\"\"", "\"echo\"", "\"sing\"", "{}", "[]", "[{}]", "{\"a\":[1,{\"b\":null}]}", "\"\\u0007\"", new string('[', 70) + new string(']', 70), "\"" + new string('y', 300) + "\""),
        Gen.Elements(Pieces));

    public async ValueTask InitializeAsync()
    {
        _host = await DoorHost.Start(null, ("Genesis:Doors:Limits:RequestsPerSecond", "0"), ("Genesis:Supervision:MaxConsecutiveFailures", "1000000"), ("Genesis:Resilience:Breaker:Failures", "1000000"));
        _client = _host.Client();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
    }

    [Theory]
    [InlineData("/request/sample", 3000)]
    [InlineData("/events", 1500)]
    [InlineData("/components", 600)]
    public async Task Any_body_gets_a_well_formed_answer(string path, int cases)
    {
        foreach (var (body, number) in Bodies.Sample(cases, 40).Select(static (body, number) => (body, number)))
        {
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new("application/json");
            using var answer = await _client.PostAsync(new Uri(path, UriKind.Relative), content).InTime();
            await IsWellFormed(answer, $"case {number}: {Encoding.UTF8.GetString(body)}");
        }
        await IsUnharmed();
    }

    [Fact]
    public async Task Any_path_query_and_header_gets_a_well_formed_answer()
    {
        var texts = Gen.ArrayOf(Gen.Elements("a", "%00", "%2F", "..", "%", "sample", "é", "%ff", "?", "&", "=", "most", "before", "99999999999999999999", "-1", "*", " ", "\t", ";q=", ",", "json", "/")).Select(string.Concat);
        foreach (var (text, number) in texts.Sample(800, 12).Select(static (text, number) => (text, number)))
        {
            using var message = new HttpRequestMessage(number % 2 == 0 ? HttpMethod.Get : HttpMethod.Post, new Uri(_host.Address, (number % 4) switch { 0 => "/components/", 1 => "/request/", 2 => "/components?", _ => "/dead-letters/" } + text));
            if (message.Method == HttpMethod.Post) message.Content = new StringContent("""{"type":"echo"}""", Encoding.UTF8, "application/json");
            message.Headers.TryAddWithoutValidation("Accept", text);
            message.Headers.TryAddWithoutValidation("Accept-Encoding", text);
            message.Headers.TryAddWithoutValidation("traceparent", text);
            message.Headers.TryAddWithoutValidation("Authorization", "Bearer " + text);
            using var answer = await _client.SendAsync(message).InTime();
            // Paths that nobody mapped are the host's own 404, without a body.
            if ((int)answer.StatusCode == 404 && answer.Content.Headers.ContentLength == 0) continue;
            await IsWellFormed(answer, $"case {number}: {text}");
        }
        await IsUnharmed();
    }

    private static async Task IsWellFormed(HttpResponseMessage answer, string what)
    {
        var text = await answer.Content.ReadAsStringAsync().InTime();
        // 504 is the right answer to a deadline of a moment.
        if ((int)answer.StatusCode != 504) ((int)answer.StatusCode).ShouldBeInRange(200, 499, what + "\n" + text);
        if (text.Length == 0) return;
        var json = JsonDocument.Parse(text).RootElement;
        if ((int)answer.StatusCode < 300) return;
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json", what);
        json.GetProperty("status").GetInt32().ShouldBe((int)answer.StatusCode, what);
        json.GetProperty("detail").GetString().ShouldNotBeNullOrEmpty(what);
    }

    private async Task IsUnharmed()
    {
        (await _client.Send("POST", "/request/sample", """{"type":"echo","data":7}""").Json()).GetProperty("result").GetInt32().ShouldBe(7);
        _host.Logs.All.ShouldNotContain(static line => line.Contains(" 4001 ", StringComparison.Ordinal));
    }
}
