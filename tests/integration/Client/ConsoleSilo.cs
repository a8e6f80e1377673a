using System.Text.Json;
using Genesis.Tests.Integration.Silo;

namespace Genesis.Tests.Integration.Client;

/// <summary>One real silo for all tests of the console: starting one for each would take longer than they do.</summary>
public sealed class ConsoleSilo : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("genesis-console-").FullName;
    private SiloRun _silo = null!;

    public int Port { get; } = TestHosts.FreePort();

    /// <summary>For files of tests.</summary>
    public string Folder => _folder;

    public async ValueTask InitializeAsync()
    {
        File.WriteAllText(Path.Combine(_folder, "appsettings.json"), """
            { "Genesis": { "Components": {
              "echo": { "Type": "Echo", "Subscriptions": [ "test.*" ] },
              "fragile": { "Type": "Echo", "Subscriptions": [ "fragile.*" ] },
              "victim": { "Type": "Echo" } } } }
            """);
        _silo = SiloRun.Start(_folder, $"--Genesis:GatewayPort={Port}", "--Genesis:Doors:Address=http://127.0.0.1:0");
        await _silo.Says("Ctrl-C stops it.");
    }

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Runs the console against it.</summary>
    public Task<(int ExitCode, string Output, string Error)> Run(params string[] arguments) => SiloRun.Console([.. arguments, "--port", $"{Port}", SiloRun.ConnectTimeout]);

    /// <summary>What the console says when all goes well.</summary>
    public async Task<string> Does(params string[] arguments)
    {
        var (exitCode, output, error) = await Run(arguments);
        exitCode.ShouldBe(0, $"{string.Join(' ', arguments)}: {output} {error}");
        return output;
    }

    /// <summary>The same for scripts: one JSON value.</summary>
    public async Task<JsonElement> Json(params string[] arguments) => JsonDocument.Parse(await Does([.. arguments, "--json"])).RootElement;

    /// <summary>What the console says when something fails, with the exit code for that.</summary>
    public async Task<string> Fails(int exitCode, params string[] arguments)
    {
        var (ended, output, error) = await Run(arguments);
        ended.ShouldBe(exitCode, $"{string.Join(' ', arguments)}: {output} {error}");
        error.ShouldNotContain("   at ", Case.Sensitive, "no stack");
        return error;
    }
}
