using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Genesis.Tests.Integration.Silo;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;

namespace Genesis.Tests.Integration.Client;

/// <summary>What the console says when it cannot do what is wanted, and what it says of itself.</summary>
[Collection(ConsoleGroup.Name)]
public sealed class UsageTests(ConsoleSilo silo)
{
    private static readonly string[] Verbs = ["status", "top", "components", "ask", "tell", "watch", "checkpoints", "dead-letters", "ledger", "waits", "routes", "chaos", "bench", "completion"];

    [Fact]
    public async Task Without_a_silo_it_says_so_and_what_to_do()
    {
        var (exitCode, output, error) = await Run("ask", "echo", "ping", "--port", $"{TestHosts.FreePort()}");
        (exitCode, output).ShouldBe((3, ""));
        error.ShouldStartWith("No silo answers on 127.0.0.1:");
        error.ShouldContain("Start one with: dotnet run --project silo");
        error.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task A_silo_of_another_version_is_named_with_both()
    {
        var port = TestHosts.FreePort();
        using var old = await TestHosts.Silo(port, static silo =>
        {
            silo.Services.AddSingleton(new HostIdentity("99.0.0", "10.4.2", "old", 1, DateTimeOffset.UnixEpoch, "nowhere"));
            silo.AddGenesis(static genesis => genesis.UseMemory());
        });
        var (exitCode, output, error) = await Run("waits", "--port", $"{port}", SiloRun.ConnectTimeout);
        (exitCode, output.Trim()).ShouldBe((0, "Nobody waits for anybody."));
        error.ShouldContain("The silo is Genesis 99.0.0 and this console");
        error.ShouldContain("Use the console that was built with");
        error.ShouldNotContain("   at ");
        await old.Stop();
    }

    [Fact]
    public async Task What_else_answers_on_the_port_is_named_with_code_3()
    {
        var port = TestHosts.FreePort();
        using (var bare = await TestHosts.Silo(port, static _ => { }))
        {
            var (exitCode, _, error) = await Run("status", "--port", $"{port}", SiloRun.ConnectTimeout);
            exitCode.ShouldBe(3, error);
            error.ShouldStartWith($"An Orleans silo answers on 127.0.0.1:{port}, but Genesis does not run in it");
            await bare.Stop();
        }
        port = TestHosts.FreePort();
        using (var other = await TestHosts.Silo(port, static silo => silo.Configure<ClusterOptions>(static options => options.ClusterId = "other")))
        {
            var (exitCode, _, error) = await Run("status", "--port", $"{port}", SiloRun.ConnectTimeout);
            exitCode.ShouldBe(3, error);
            // The silo closes the connection, and the client may or may not have read why.
            error.ShouldContain("another Orleans cluster");
            error.ShouldContain($"127.0.0.1:{port}");
            await other.Stop();
        }
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        port = ((IPEndPoint)silent.LocalEndpoint).Port;
        var (ended, _, said) = await Run("status", "--port", $"{port}", "--connect-timeout=2s");
        ended.ShouldBe(3, said);
        said.ShouldContain($"127.0.0.1:{port}");
        said.ShouldContain("something else listens there");
    }

    [Fact]
    public async Task A_silo_that_dies_meanwhile_is_said_with_code_3_and_no_stack()
    {
        var folder = Directory.CreateTempSubdirectory("genesis-dies-").FullName;
        var port = TestHosts.FreePort();
        await File.WriteAllTextAsync(Path.Combine(folder, "appsettings.json"), "{}");
        await using (var dying = SiloRun.Start(folder, $"--Genesis:GatewayPort={port}", "--Genesis:Doors:Address=http://127.0.0.1:0"))
        {
            await dying.Says("Ctrl-C stops it.");
            await using var console = SiloRun.StartConsole("top", "--json", "--port", $"{port}", SiloRun.ConnectTimeout);
            await console.Says("{");
            await dying.Kill();
            (await console.Ended()).ShouldBe(3, console.Error);
            console.Error.ShouldContain("The connection to the silo was lost");
            console.Error.ShouldNotContain("   at ");
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Every_verb_has_help_with_examples()
    {
        foreach (var (verb, help) in Verbs.Zip(await Task.WhenAll(Verbs.Select(static verb => Run(verb, "--help")))))
        {
            help.ExitCode.ShouldBe(0, verb);
            help.Output.ShouldContain("Example", Case.Sensitive, verb);
            help.Output.ShouldContain($"  genesis {verb}", Case.Sensitive, verb);
        }
    }

    [Fact]
    public async Task Alone_it_shows_its_help_and_what_is_misspelt_is_named()
    {
        var (exitCode, output, _) = await Run();
        exitCode.ShouldBe(2);
        foreach (var verb in Verbs) output.ShouldContain($"\n  {verb} ");
        (exitCode, _, var error) = await Run("statu");
        exitCode.ShouldBe(2);
        error.ShouldContain("status");
        error.ShouldContain("See: genesis --help");
        (await Run("--version")).Output.Trim().ShouldMatch("^[0-9]+\\.[0-9]+\\.[0-9]+$");
    }

    [Fact]
    public async Task Components_are_completed_as_they_are()
    {
        (await Completed($"genesis ask {SiloRun.ConnectTimeout} --port {silo.Port} ")).ShouldContain("echo");
        (await Completed($"genesis components restart {SiloRun.ConnectTimeout} --port {silo.Port} vic")).ShouldBe(["victim"]);
        (await Completed("genesis chaos thr")).ShouldBe(["throw"]);
        // Nothing is said, and nothing goes wrong, where there is no silo.
        (await Completed($"genesis ask --port {TestHosts.FreePort()} ech")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public async Task Scripts_of_completion_are_taken_by_their_shell(string shell)
    {
        var (exitCode, script, _) = await Run("completion", shell);
        exitCode.ShouldBe(0);
        script.ShouldContain("[suggest:");
        var program = new[] { $"/bin/{shell}", $"/usr/bin/{shell}" }.FirstOrDefault(File.Exists);
        Assert.SkipWhen(program is null, $"There is no {shell} here.");
        var file = Path.Combine(silo.Folder, $"completion.{shell}");
        await File.WriteAllTextAsync(file, script);
        using var check = Process.Start(program, ["-n", file]);
        await check.WaitForExitAsync().InTime();
        check.ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Bash_completes_a_component_with_the_script()
    {
        Assert.SkipUnless(File.Exists("/bin/bash"), "There is no bash here.");
        var (_, script, _) = await Run("completion", "bash");
        var line = $"genesis ask {SiloRun.ConnectTimeout} --port {silo.Port} vic";
        var bash = new ProcessStartInfo(
            "/bin/bash",
            ["-c", $"{script}\nCOMP_LINE='{line}' COMP_POINT={line.Length} COMP_CWORD=5 COMP_WORDS=('{SiloRun.ConsoleProgram}' ask {SiloRun.ConnectTimeout} --port {silo.Port} vic)\n_genesis\necho \"${{COMPREPLY[@]}}\""])
        { RedirectStandardOutput = true };
        using var shell = Process.Start(bash)!;
        (await shell.StandardOutput.ReadToEndAsync().InTime()).Trim().ShouldBe("victim");
    }

    private static async Task<string[]> Completed(string line)
    {
        var (exitCode, output, error) = await Run($"[suggest:{line.Length}]", line);
        (exitCode, error).ShouldBe((0, ""));
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    private static Task<(int ExitCode, string Output, string Error)> Run(params string[] arguments) => SiloRun.Console(arguments);
}
