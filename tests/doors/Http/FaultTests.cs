using Genesis.Tests.Doors.Fixture;

namespace Genesis.Tests.Doors.Http;

/// <summary>Faults on purpose, by the door.</summary>
public sealed class FaultTests : IAsyncLifetime
{
    private const string Reader = "a-key-that-may-read-0123456789abcdef";
    private const string Admin = "a-key-that-may-do-all-0123456789abcd";

    private DoorHost _host = null!;
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await DoorHost.Start(
            null,
            ("Genesis:Doors:Keys:reader:Key", Reader), ("Genesis:Doors:Keys:reader:Scopes:0", "read"),
            ("Genesis:Doors:Keys:ops:Key", Admin), ("Genesis:Doors:Keys:ops:Scopes:0", "read"), ("Genesis:Doors:Keys:ops:Scopes:1", "admin"));
        _client = _host.Client(Admin);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_fault_is_injected_listed_and_ended()
    {
        var injected = await _client.Send("POST", "/faults", """{"kind":"throw","component":"sample","types":"echo","count":2,"forMs":60000}""").Json(201);
        var number = injected.GetProperty("number").GetInt64();
        var fault = injected.GetProperty("fault");
        (fault.GetProperty("kind").GetString(), fault.GetProperty("count").GetInt32(), fault.GetProperty("forMs").GetDouble()).ShouldBe(("throw", 2, 60000));
        (await _host.Bus.Ask("sample", "echo")).Kind.ShouldBe(OutcomeKind.Failed);
        (await _client.Send("GET", "/faults").Json()).GetProperty("faults")[0].GetProperty("struck").GetInt64().ShouldBe(1);
        (await _client.Send("DELETE", $"/faults/{number}").Json()).GetProperty("done").GetString().ShouldBe("ended");
        (await _host.Bus.Ask("sample", "echo")).IsOk.ShouldBeTrue();
        foreach (var path in new[] { $"/faults/{number}", "/faults/x" }) await _client.Send("DELETE", path).Problem(404, "unknownFault");
        _host.Logs.All.ShouldContain(static line => line.Contains("Genesis.Audit", StringComparison.Ordinal) && line.Contains("inject Throw sample", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_kill_is_survived_and_all_faults_are_ended_at_once()
    {
        await _client.Send("POST", "/faults", """{"kind":"kill","component":"sample"}""").Json(201);
        await Eventually.True(async () => (await _host.Bus.Ask("sample", "status")).As<ComponentStatus>() is { Generation: > 1, State: Lifecycle.Running }, "recovery");
        for (var i = 0; i < 3; i++) await _client.Send("POST", "/faults", """{"kind":"slow","component":"sample","byMs":5}""").Json(201);
        (await _client.Send("DELETE", "/faults").Json()).GetProperty("done").GetString().ShouldBe("3 ended");
        (await _client.Send("GET", "/faults").Json()).GetProperty("faults").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("""{"kind":"melt","component":"sample"}""", 400, "badFields", "kind must be one of kill, hang")]
    [InlineData("""{"kind":"slow"}""", 400, "badFields", "component")]
    [InlineData("""{"kind":"slow","component":"sample","for":"1s"}""", 400, "badFields", "for")]
    [InlineData("""{"kind":"slow","component":"sample","share":2}""", 400, "badFields", "above 0 and at most 1")]
    [InlineData("""{"kind":"slow","component":"sample","byMs":-1}""", 400, "badFields", "01:00:00")]
    [InlineData("""{"kind":"slow","component":"sampel"}""", 404, "unknownComponent", "Did you mean sample?")]
    [InlineData("""{"kind":""", 400, "badJson", "kill")]
    public async Task What_is_no_fault_is_refused(string body, int status, string kind, string finding) =>
        (await _client.Send("POST", "/faults", body).Problem(status, kind)).GetProperty("detail").GetString()!.ShouldContain(finding);

    [Fact]
    public async Task Reading_needs_the_read_scope_and_the_rest_admin()
    {
        using var reader = _host.Client(Reader);
        await reader.Send("GET", "/faults").Json();
        foreach (var (method, path, body) in new[] { ("POST", "/faults", """{"kind":"kill","component":"sample"}"""), ("DELETE", "/faults", null), ("DELETE", "/faults/1", null) })
            (await reader.Send(method, path, body)).StatusCode.ShouldBe(System.Net.HttpStatusCode.Forbidden);
    }
}
