using System.Text.Json;

namespace Genesis.Tests.Integration.Silo;

/// <summary>The silo program as a person meets it: what it says, what it refuses, and what the console shows of it.</summary>
public sealed class SiloProgramTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("genesis-silo-").FullName;
    private readonly int _port = TestHosts.FreePort();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task It_runs_without_any_component()
    {
        Settings("{}");
        await using var silo = Start();
        await silo.Says("Ctrl-C stops it.");
        silo.Output.ShouldContain($"Components  none; declare them in the section Genesis:Components");
        silo.Output.ShouldContain($"SQLite files in {Path.Combine(_folder, "data")}");
        (await SiloRun.Console("status", "--port", $"{_port}", SiloRun.ConnectTimeout)).Output.ShouldContain("No components are registered.");
        (await silo.Stop()).ShouldBe(0, silo.Error);
        silo.Output.ShouldContain("Genesis has stopped. It has counted 0 requests");

        await using var brief = Start("--for", "1s");
        (await brief.Ended()).ShouldBe(0, brief.Error);
        brief.Output.ShouldContain("Genesis has stopped.");
    }

    [Fact]
    public async Task The_console_shows_the_components_of_the_configuration_also_after_kill_9()
    {
        Settings("""{ "Genesis": { "Components": { "first": { "Type": "Echo", "Subscriptions": [ "a.*" ] }, "second": { "Type": "Echo", "Policies": { "Serial": true } } } } }""");
        for (var life = 1; life <= 2; life++)
        {
            await using var silo = Start();
            await silo.Says("Components  2: first, second");
            var (exitCode, output, error) = await SiloRun.Console("status", "--json", "--port", $"{_port}", SiloRun.ConnectTimeout);
            exitCode.ShouldBe(0, error);
            var status = JsonDocument.Parse(output).RootElement;
            status.GetProperty("mode").GetString().ShouldBe("normal");
            status.GetProperty("processId").GetInt32().ShouldBe(silo.Id);
            status.GetProperty("components").EnumerateArray().Select(one => $"{one.GetProperty("id")} {one.GetProperty("type")} {one.GetProperty("state")} {one.GetProperty("activity")}")
                .ShouldBe(["first Echo running idle", "second Echo running idle"]);
            await silo.Kill();
        }
    }

    [Theory]
    [InlineData("--port=31000", "--port=31000 is no setting.")]
    [InlineData("start", "start is no setting.")]
    [InlineData("--Genesis:SiloName", "--Genesis:SiloName has no value.")]
    public async Task An_argument_that_nobody_reads_is_refused(string argument, string finding)
    {
        Settings("{}");
        await using var silo = SiloRun.Start(_folder, argument);
        (await silo.Ended()).ShouldBe(2, silo.Output);
        silo.Error.ShouldStartWith(finding);
    }

    [Theory]
    [InlineData("abc", "--port is abc, but it must be from 1 to 65535.")]
    [InlineData("70000", "--port is 70000, but it must be from 1 to 65535.")]
    public async Task Wrong_usage_of_the_console_ends_with_2(string port, string finding)
    {
        var (exitCode, _, error) = await SiloRun.Console("status", "--port", port);
        exitCode.ShouldBe(2);
        error.ShouldContain(finding);
        (await SiloRun.Console("stat")).ExitCode.ShouldBe(2);
    }

    [Theory]
    [InlineData("Genesis:GatewayPort=0", "Genesis:GatewayPort is 0, but it must be a port from 1 to 65535. Leave it out for the default.")]
    [InlineData("Genesis:GatewayPort=many", "Genesis:GatewayPort is many, but it must be a port from 1 to 65535. Leave it out for the default.")]
    [InlineData("Genesis:Storage:Kind=Oracle", "Genesis:Storage:Kind is 'Oracle', but it must be one of Sqlite, Postgres, Memory. Write it like Sqlite, or leave it out for the default.")]
    [InlineData("Genesis:Limits:MaxDepth=-3", "Genesis:Limits:MaxDepth is -3, but it must be from 1 to 1000. Leave it out for the default, 32.")]
    [InlineData("Genesis:Limit:MaxDepth=3", "Genesis:Limit is a group of settings, but there is no setting of that name. Did you mean Limits?")]
    [InlineData("Genesis:Components:x:Type=Ekho", "Genesis:Components:x:Type is 'Ekho', but it must be a class that this host knows (Echo, Outside). Did you mean Echo?")]
    public async Task A_bad_setting_is_refused_with_path_value_and_rule(string setting, string finding)
    {
        Settings("{}");
        await using var silo = Start("--" + setting);
        (await silo.Ended()).ShouldBe(2, silo.Output);
        silo.Error.Trim().ShouldBe(finding);
    }

    [Fact]
    public async Task Settings_that_are_no_JSON_are_refused_with_their_place()
    {
        Settings("{ \"Genesis\": { \"SiloName\": } }");
        await using var silo = Start();
        (await silo.Ended()).ShouldBe(2, silo.Output);
        silo.Error.ShouldContain("appsettings.json");
        silo.Error.ShouldContain("LineNumber: 0");
    }

    [Fact]
    public async Task A_bad_change_of_the_file_is_refused_and_said_and_the_silo_goes_on()
    {
        Settings("{}");
        await using var silo = Start();
        await silo.Says("Ctrl-C stops it.");
        Settings("""{ "Genesis": { "Mode": { "SafeAbove": 2 } } }""");
        await silo.Says("A change of the settings was refused");
        await silo.Says("Genesis:Mode:SafeAbove is 2, but it must be from 0 to 1.");
        (await SiloRun.Console("status", "--port", $"{_port}", SiloRun.ConnectTimeout)).ExitCode.ShouldBe(0);
        (await silo.Stop()).ShouldBe(0, silo.Error);
    }

    [Fact]
    public async Task A_second_silo_on_the_same_port_or_the_same_data_is_refused()
    {
        Settings("{}");
        await using var first = Start();
        await first.Says("Ctrl-C stops it.");

        await using var onPort = Start("--Genesis:Storage:Folder=elsewhere");
        (await onPort.Ended()).ShouldBe(3, onPort.Output);
        onPort.Error.ShouldStartWith($"Genesis could not start on port {_port}: Address already in use.");
        onPort.Error.ShouldContain($"--Genesis:GatewayPort={_port + 1}");

        await using var onData = SiloRun.Start(_folder, $"--Genesis:GatewayPort={TestHosts.FreePort()}");
        (await onData.Ended()).ShouldBe(3, onData.Output);
        onData.Error.ShouldContain($"Genesis:Storage:Folder is {Path.Combine(_folder, "data")}, and another silo runs on it");
        onData.Error.ShouldContain("Stop that silo, or give this one a folder of its own.");
        foreach (var said in (string[])[onPort.Output, onPort.Error, onData.Output, onData.Error]) said.ShouldNotContain("   at ", Case.Sensitive, "no stack");
    }

    private SiloRun Start(params string[] arguments) =>
        SiloRun.Start(_folder, [.. arguments.Any(static argument => argument.Contains("GatewayPort", StringComparison.Ordinal)) ? arguments : [$"--Genesis:GatewayPort={_port}", .. arguments]]);

    private void Settings(string json) => File.WriteAllText(Path.Combine(_folder, "appsettings.json"), json);
}
