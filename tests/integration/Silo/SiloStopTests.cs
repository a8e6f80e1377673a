using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Genesis.Tests.Integration.Silo;

/// <summary>The silo program and its doors: how it stops under load, and where it listens.</summary>
public sealed class SiloStopTests : IDisposable
{
    // What a busy machine warns of is no failure.
    private const string Errors = """ "Logging": { "LogLevel": { "Default": "Error" } } """;

    private readonly string _folder = Directory.CreateTempSubdirectory("genesis-stop-").FullName;
    private readonly int _gateway = TestHosts.FreePort();
    private readonly int _door = TestHosts.FreePort();

    public SiloStopTests() => File.WriteAllText(Path.Combine(_folder, "appsettings.json"), $$"""{ "Genesis": { "Components": { "echo": { "Type": "Echo", "Subscriptions": [ "test.*" ] } } }, {{Errors}} }""");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Under_load_it_ends_with_code_0_and_nothing_to_complain_of_and_what_was_seen_is_kept(string signal)
    {
        await using var silo = Start();
        await silo.Says("Ctrl-C stops it.");
        using var end = new CancellationTokenSource();
        var load = Enumerable.Range(0, 16).Select(_ => Load(end.Token)).ToArray();
        await Eventually.True(async () => await Count() > 500, "some load");
        (await silo.Stop(signal)).ShouldBe(0, silo.Error);
        silo.Error.ShouldBe("");
        silo.Output.ShouldNotContain("Exception");
        await end.CancelAsync();
        var results = await Task.WhenAll(load).InTime();
        results.SelectMany(static result => result.Statuses).Distinct().ShouldBeSubsetOf([200, 202, 503]);
        silo.Output.ShouldContain("Genesis has stopped. It has counted");

        await using var again = Start();
        await again.Says("Ctrl-C stops it.");
        (await Count()).ShouldBeGreaterThanOrEqualTo(results.Max(static result => result.Seen));
        (await again.Stop()).ShouldBe(0, again.Error);
    }

    /// <summary>The simulated exchange has a host of its own, which must leave the signals to the program.</summary>
    [Fact]
    public async Task A_signal_at_any_moment_of_the_start_ends_it_without_a_failure()
    {
        File.WriteAllText(Path.Combine(_folder, "appsettings.json"), $$"""{ "Genesis": { "Trading": { "Symbols": [ "BTC-USDT" ] } }, {{Errors}} }""");
        for (var wait = 100; wait <= 1600; wait += 300)
        {
            await using var silo = Start("--calm");
            await Task.Delay(TimeSpan.FromMilliseconds(wait), TimeProvider.System);
            // Before .NET runs, the signal ends the process as it does any: 128 + 15.
            (await silo.Stop()).ShouldBeOneOf(0, 143);
            silo.Error.ShouldBe("", $"after {wait} ms");
            silo.Output.ShouldNotContain("Exception", Case.Sensitive, $"after {wait} ms: {silo.Output}");
        }
    }

    [Fact]
    public async Task A_chosen_address_that_is_taken_is_refused_with_code_3()
    {
        using var taken = new TcpListener(IPAddress.Loopback, _door);
        taken.Start();
        await using var silo = Start();
        (await silo.Ended()).ShouldBe(3, silo.Output);
        silo.Error.ShouldContain("address already in use");
        silo.Error.ShouldContain("--Genesis:Doors:Address=http://127.0.0.1:8090");
    }

    [Fact]
    public async Task The_usual_address_gives_way_and_the_greeting_says_so()
    {
        // Whether this or somebody else holds it: it is taken.
        using var taken = new TcpListener(IPAddress.Loopback, 8080);
        try
        {
            taken.Start();
        }
        catch (SocketException)
        {
        }
        await using var silo = SiloRun.Start(_folder, $"--Genesis:GatewayPort={_gateway}");
        await silo.Says("Ctrl-C stops it.");
        silo.Output.ShouldContain("(http://127.0.0.1:8080 was taken)");
        (await silo.Stop()).ShouldBe(0, silo.Error);
    }

    [Fact]
    public async Task Another_binding_without_keys_is_refused_with_code_2_and_the_reason()
    {
        await using var silo = SiloRun.Start(_folder, $"--Genesis:GatewayPort={_gateway}", $"--Genesis:Doors:Address=http://0.0.0.0:{_door}");
        (await silo.Ended()).ShouldBe(2, silo.Output);
        silo.Error.Trim().ShouldBe($"Genesis:Doors:Address is http://0.0.0.0:{_door}, but it must be a loopback address as long as there are no keys, for everybody who reaches it could do everything. Declare a key in Genesis:Doors:Keys (docs/access.md), or leave the address out for http://127.0.0.1:8080.");
    }

    [Fact]
    public async Task An_https_address_without_a_certificate_is_refused_with_code_2()
    {
        await using var silo = SiloRun.Start(_folder, $"--Genesis:GatewayPort={_gateway}", $"--Genesis:Doors:Address=https://127.0.0.1:{_door}");
        (await silo.Ended()).ShouldBe(2, silo.Output);
        silo.Error.ShouldContain("there is no certificate. Give one: Kestrel:Certificates:Default:Path");
    }

    [Fact]
    public async Task Logs_are_JSON_when_wanted()
    {
        await using var silo = Start("--Genesis:Telemetry:Logs=Json", "--Logging:LogLevel:Default=Information");
        await silo.Says("Ctrl-C stops it.");
        var line = silo.Output.Split('\n').First(static line => line.StartsWith('{'));
        JsonDocument.Parse(line).RootElement.GetProperty("Category").GetString().ShouldNotBeNullOrEmpty();
        (await silo.Stop()).ShouldBe(0, silo.Error);
    }

    /// <summary>Tells events and asks how many there were, until the silo is gone.</summary>
    private async Task<(HashSet<int> Statuses, long Seen)> Load(CancellationToken end)
    {
        HashSet<int> statuses = [];
        long seen = 0;
        using var client = new HttpClient { BaseAddress = Address };
        while (!end.IsCancellationRequested)
        {
            try
            {
                using (var told = await client.PostAsync(new Uri("/events", UriKind.Relative), Json("""{"type":"test.load"}"""), end)) statuses.Add((int)told.StatusCode);
                using var asked = await client.PostAsync(new Uri("/request/echo", UriKind.Relative), Json("""{"type":"count"}"""), end);
                statuses.Add((int)asked.StatusCode);
                if (asked.IsSuccessStatusCode) seen = Math.Max(seen, Result(await asked.Content.ReadAsStringAsync(end)));
            }
            catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
            {
                // Its doors are closed.
                break;
            }
        }
        return (statuses, seen);
    }

    private async Task<long> Count()
    {
        using var client = new HttpClient { BaseAddress = Address };
        using var asked = await client.PostAsync(new Uri("/request/echo", UriKind.Relative), Json("""{"type":"count"}"""));
        return Result(await asked.Content.ReadAsStringAsync());
    }

    private static long Result(string json) => JsonDocument.Parse(json).RootElement.GetProperty("result").GetInt64();

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private Uri Address => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_door}"));

    private SiloRun Start(params string[] arguments) => SiloRun.Start(_folder, [$"--Genesis:GatewayPort={_gateway}", $"--Genesis:Doors:Address=http://127.0.0.1:{_door}", .. arguments]);
}
