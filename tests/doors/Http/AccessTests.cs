using System.Net;
using System.Security.Cryptography;
using System.Text;
using Genesis.Tests.Doors.Fixture;
using Microsoft.Extensions.Options;

namespace Genesis.Tests.Doors.Http;

/// <summary>Who is let in, and what those are told who are not.</summary>
public sealed class AccessTests
{
    private const string ReadKey = "read-key-0123456789";
    private const string AskKey = "ask-key-0123456789";
    private const string AdminKey = "admin-key-0123456789";
    private const string Echo = """{"type":"echo"}""";

    private static readonly (string, string)[] Keys =
    [
        ("Genesis:Doors:Keys:reader:Key", ReadKey), ("Genesis:Doors:Keys:reader:Scopes:0", "read"),
        ("Genesis:Doors:Keys:asker:Sha256", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(AskKey)))), ("Genesis:Doors:Keys:asker:Scopes:0", "request"),
        ("Genesis:Doors:Keys:boss:Key", AdminKey), ("Genesis:Doors:Keys:boss:Scopes:0", "read"), ("Genesis:Doors:Keys:boss:Scopes:1", "request"), ("Genesis:Doors:Keys:boss:Scopes:2", "admin"),
        ("Genesis:Doors:AllowedOrigins:0", "https://desk.example"), ("Genesis:Doors:Limits:WrongKeysPerMinute", "5"),
    ];

    [Fact]
    public async Task A_key_opens_what_its_scopes_say_and_nothing_else()
    {
        await using var host = await DoorHost.Start(null, Keys);
        using var client = host.Client();
        await client.Send("GET", "/status", null, ("Authorization", "Bearer " + ReadKey)).Json();
        await client.Send("GET", "/status", null, ("X-Api-Key", ReadKey)).Json();
        await client.Send("POST", "/request/sample", Echo, ("Authorization", "bearer " + AskKey)).Json();
        using (var missing = await client.Send("POST", "/request/sample", Echo, ("X-Api-Key", ReadKey)))
        {
            (await missing.Problem(403, "missingScope")).GetProperty("detail").GetString()!.ShouldContain("scope request, which the key reader does not have");
            missing.Header("WWW-Authenticate")!.ShouldContain("insufficient_scope");
        }
        await client.Send("GET", "/status", null, ("X-Api-Key", AskKey)).Problem(403, "missingScope");
        await client.Send("POST", "/components/sample/restart", null, ("X-Api-Key", AskKey)).Problem(403, "missingScope");
        await client.Send("POST", "/components/sample/restart", null, ("X-Api-Key", AdminKey)).Json();
    }

    [Fact]
    public async Task Without_a_key_or_with_a_wrong_one_it_is_401_and_nothing_secret_is_said_or_logged()
    {
        const string wrong = "wrong-key-0123456789";
        await using var host = await DoorHost.Start(null, Keys);
        using var client = host.Client();
        foreach (var (name, value) in new[] { ("Accept", "*/*"), ("X-Api-Key", wrong), ("Authorization", "Bearer " + wrong), ("Authorization", "Basic abc"), ("X-Api-Key", new string('k', 5000)) })
        {
            using var answer = await client.Send("GET", "/status", null, (name, value));
            var problem = await answer.Problem(401, "unauthorized");
            problem.ToString().ShouldNotContain(wrong);
            answer.Header("WWW-Authenticate")!.ShouldStartWith("Bearer");
        }
        host.Logs.All.ShouldContain(static line => line.Contains("4000 A wrong API key came from 127.0.0.1", StringComparison.Ordinal));
        foreach (var secret in new[] { wrong, ReadKey, AskKey, AdminKey }) host.Logs.All.ShouldNotContain(line => line.Contains(secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_guesses_keys_has_to_wait()
    {
        await using var host = await DoorHost.Start(null, Keys);
        using var client = host.Client();
        var started = TimeProvider.System.GetTimestamp();
        var tried = 0;
        for (var guess = 0; guess < 200; guess++)
        {
            using var each = await client.Send("GET", "/status", null, ("X-Api-Key", $"guess-number-{guess}-----"));
            if (each.StatusCode == HttpStatusCode.Unauthorized) tried++;
            else await each.Problem(429, "tooManyWrongKeys");
        }
        // Five, and one more in each twelve seconds.
        tried.ShouldBeInRange(5, 5 + (int)(TimeProvider.System.GetElapsedTime(started) / TimeSpan.FromSeconds(12)));
        using var answer = await client.Send("GET", "/status", null, ("X-Api-Key", "guess-number-last-----"));
        answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(1, 60);
    }

    [Fact]
    public async Task Health_and_the_index_are_open()
    {
        await using var host = await DoorHost.Start(null, Keys);
        using var client = host.Client();
        foreach (var path in new[] { "/", "/health/live", "/health/ready" }) await client.Send("GET", path).Json();
    }

    [Fact]
    public async Task A_page_of_another_origin_is_403_and_an_allowed_one_may_read()
    {
        await using var host = await DoorHost.Start(null, Keys);
        using var client = host.Client();
        await client.Send("POST", "/request/sample", Echo, ("X-Api-Key", AskKey), ("Origin", "https://evil.example")).Problem(403, "foreignOrigin");
        await client.Send("POST", "/request/sample", Echo, ("X-Api-Key", AskKey), ("Origin", "null")).Problem(403, "foreignOrigin");
        using (var allowed = await client.Send("POST", "/request/sample", Echo, ("X-Api-Key", AskKey), ("Origin", "https://desk.example")))
        {
            ((int)allowed.StatusCode).ShouldBe(200);
            allowed.Header("Access-Control-Allow-Origin").ShouldBe("https://desk.example");
            allowed.Header("Vary")!.ShouldContain("Origin");
        }
        using (var preflight = await client.Send("OPTIONS", "/request/sample", null, ("Origin", "https://desk.example"), ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "x-api-key")))
        {
            ((int)preflight.StatusCode).ShouldBe(204);
            preflight.Header("Access-Control-Allow-Methods").ShouldBe("POST, OPTIONS");
            preflight.Header("Access-Control-Allow-Headers")!.ShouldContain("X-Api-Key");
        }
        using var own = await client.Send("POST", "/request/sample", Echo, ("X-Api-Key", AskKey), ("Origin", host.Address.GetLeftPart(UriPartial.Authority)));
        ((int)own.StatusCode).ShouldBe(200);
    }

    [Theory]
    [InlineData("rebound.example", "foreignHost")]
    [InlineData("127.0.0.1.nip.io", "foreignHost")]
    public async Task A_foreign_name_for_loopback_is_403(string name, string kind)
    {
        await using var host = await DoorHost.Start();
        using var client = host.Client();
        await client.Send("GET", "/status", null, ("Host", name)).Problem(403, kind);
        await client.Send("GET", "/status", null, ("Host", "localhost:1")).Json();
        await client.Send("GET", "/status", null, ("Host", "[::1]")).Json();
        await client.Send("GET", "/status", null, ("X-Forwarded-For", "203.0.113.7")).Problem(403, "onlyLocal");
    }

    [Fact]
    public async Task Too_many_requests_are_429_with_Retry_After_and_others_are_not_held_up()
    {
        await using var host = await DoorHost.Start(null, [.. Keys, ("Genesis:Doors:Limits:RequestsPerSecond", "10")]);
        using var client = host.Client();
        List<HttpResponseMessage> answers = [];
        for (var i = 0; i < 40; i++) answers.Add(await client.Send("POST", "/request/sample", Echo, ("X-Api-Key", AskKey)));
        var refused = answers.First(static answer => (int)answer.StatusCode == 429);
        (await refused.Problem(429, "tooManyRequests")).GetProperty("detail").GetString()!.ShouldStartWith("asker may send 10 requests per second");
        refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeGreaterThanOrEqualTo(1);
        // Others are not held up by it.
        await client.Send("POST", "/request/sample", Echo, ("X-Api-Key", AdminKey)).Json();
    }

    [Theory]
    [InlineData("Genesis:Doors:Address", "http://0.0.0.0:0", "a loopback address as long as there are no keys")]
    [InlineData("Genesis:Doors:Address", "http://*:0", "a loopback address as long as there are no keys")]
    [InlineData("Genesis:Doors:Address", "http://[::]:0", "a loopback address as long as there are no keys")]
    [InlineData("Genesis:Doors:Address", "here", "an address such as http://127.0.0.1:8080")]
    [InlineData("Genesis:Doors:Keys:me:Key", "short-key", "of 16 to 512 characters")]
    [InlineData("Genesis:Doors:Keys:me:Sha256", "zz", "64 hexadecimal digits")]
    [InlineData("Genesis:Doors:AllowedOrigins:0", "desk.example", "origins such as https://desk.example")]
    [InlineData("Genesis:Doors:Keys:me:Scopes:0", "rule", "one of")]
    public async Task What_is_not_safe_is_refused_at_start(string path, string value, string rule)
    {
        var refused = await Should.ThrowAsync<OptionsValidationException>(() => DoorHost.Start(null, (path, value)));
        refused.Failures.ShouldContain(finding => finding.StartsWith(path.Split(":0")[0], StringComparison.Ordinal) && finding.Contains(rule, StringComparison.Ordinal), string.Join('\n', refused.Failures));
        refused.Message.ShouldNotContain("short-key");
    }

    [Fact]
    public async Task With_keys_all_addresses_may_be_bound()
    {
        await using var host = await DoorHost.Start(null, [.. Keys, ("Genesis:Doors:Address", "http://0.0.0.0:0")]);
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{host.Address.Port}") };
        await client.Send("GET", "/status").Problem(401, "unauthorized");
        await client.Send("GET", "/status", null, ("X-Api-Key", ReadKey), ("Host", "genesis.example")).Json();
    }

    [Fact]
    public async Task Requests_declared_admin_need_the_scope_admin()
    {
        await using var host = await DoorHost.Start(
            static genesis => genesis.AddComponent<Sample>("guarded", policies: new() { Requests = ComponentPolicies.Default.Requests.Add("echo", new() { Admin = true }) }), Keys);
        using var client = host.Client();
        await client.Send("POST", "/request/guarded", Echo, ("X-Api-Key", AskKey)).Problem(403, "missingScope");
        await client.Send("POST", "/request/guarded", """{"type":"source"}""", ("X-Api-Key", AskKey)).Json();
        await client.Send("POST", "/request/guarded", Echo, ("X-Api-Key", AdminKey)).Json();
        host.Logs.All.Count(static line => line.Contains("Genesis.Audit 4010 boss at 127.0.0.1: ask echo guarded: let through", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Keys_and_limits_can_be_changed_while_the_host_runs()
    {
        await using var host = await DoorHost.Start();
        using var client = host.Client();
        await client.Send("GET", "/waits").Json();
        host.Change(("Genesis:Doors:Keys:reader:Key", ReadKey), ("Genesis:Doors:Keys:reader:Scopes:0", "read"));
        await client.Send("GET", "/waits").Problem(401, "unauthorized");
        await client.Send("GET", "/waits", null, ("X-Api-Key", ReadKey)).Json();

        // What breaks a rule changes nothing, and is said without the key.
        host.Change(("Genesis:Doors:Keys:bad:Key", "short-key"), ("Genesis:Doors:Limits:Depth", "0"));
        await client.Send("GET", "/waits", null, ("X-Api-Key", ReadKey)).Json();
        host.Logs.All.ShouldContain(static line => line.Contains("Genesis:Doors:Limits:Depth is 0", StringComparison.Ordinal));
        host.Logs.All.ShouldNotContain(static line => line.Contains("short-key", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Administrative_acts_are_noted_by_the_name_of_the_key()
    {
        await using var host = await DoorHost.Start(null, Keys);
        using var client = host.Client(AdminKey);
        await client.Send("POST", "/components", """{"id":"new","type":"Sample"}""").Json(201);
        await client.Send("DELETE", "/components/new").Json();
        host.Logs.All.ShouldContain(static line => line.Contains("Genesis.Audit 4010 boss at 127.0.0.1: register new: registered", StringComparison.Ordinal));
        host.Logs.All.ShouldContain(static line => line.Contains("Genesis.Audit 4010 boss at 127.0.0.1: remove new: removed", StringComparison.Ordinal));
    }
}
