using System.Text.RegularExpressions;

namespace Genesis.Tests.Integration.Silo;

/// <summary>The main job as a person meets it: the flow on a simulated exchange, replays, and what is refused.</summary>
public sealed partial class FlowProgramTests : IDisposable
{
    private const string Flow = """
        { "Genesis": {
            "Trading": {
              "Symbols": [ "BTC-USDT", "ETH-USDT" ],
              "Strategies": { "crossover": { "Type": "SmaCrossover", "Amount": 0.01, "Settings": { "fast": "3", "slow": "6" } } }
            } },
          "Logging": { "LogLevel": { "Default": "Warning" } } }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("genesis-flow-").FullName;

    public FlowProgramTests() => File.WriteAllText(Path.Combine(_folder, "appsettings.json"), Flow);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task It_trades_measures_an_incident_and_ends_with_counts_that_balance()
    {
        await using var silo = Start("--for", "14s");
        (await silo.Ended()).ShouldBe(0, silo.Error);

        var output = silo.Output;
        FirstPrices().IsMatch(output).ShouldBeTrue(output);
        FirstFill().IsMatch(output).ShouldBeTrue(output);
        output.ShouldContain("strategy_manager was killed: noticed in ");
        foreach (var what in (string[])["signals", "orders", "fills", "cash", "position", "ledger"])
            output.ReplaceLineEndings("\n").Split('\n').ShouldContain(line => line.StartsWith($"  {what} ", StringComparison.Ordinal) && line.EndsWith('✓'), $"{what} in {output}");
        output.ShouldNotContain("✗");
        output.ShouldContain("Genesis has stopped. It has counted ");
    }

    [Fact]
    public async Task Ctrl_C_ends_it_with_the_summary()
    {
        await using var silo = Start("--calm");
        await silo.Says("first fill after");
        (await silo.Stop()).ShouldBe(0, silo.Error);
        silo.Output.ShouldContain("Summary");
        silo.Output.ShouldNotContain("✗");
    }

    [Fact]
    public async Task A_seed_is_the_same_on_every_run()
    {
        var first = await Run("--seed", "7", "--for", "5s");
        first.ShouldContain("fill 1 of crossover-1.");
        first.ShouldNotContain("✗");
        (await Run("--seed", "7", "--for", "5s")).ShouldBe(first);
        (await Run("--seed", "8", "--for", "5s")).ShouldNotBe(first);
    }

    [Theory]
    [InlineData("--for 1x", "--for is 1x, but it must be a time from 1 s to 7 days, like 30s, 5m or 00:00:30.")]
    [InlineData("--seed -1", "--seed is -1, but it must be a whole number from 0 on, like 7.")]
    [InlineData("--seed", "--seed has no value. Write it like --seed=value.")]
    [InlineData("--live nowhere --symbols BTC-USDT", "--live is nowhere, but it must be one of binance, ")]
    [InlineData("--live okx", "--live okx needs --symbols, such as --symbols BTC-USDT,ETH-USDT.")]
    [InlineData("--live okx --symbols BTC-USDT-SWAP", "Genesis:Trading:Symbols:0 is 'BTC-USDT-SWAP', but it must be a spot pair")]
    [InlineData("--symbols BTC-USDT", "--symbols is for --live.")]
    [InlineData("--speed 3", "--speed is for --replay.")]
    [InlineData("--replay a.ws --live okx", "--replay and --live do not go together")]
    [InlineData("--replay no-such-file.ws", "Could not find file")]
    [InlineData("--Genesis:Trading:Venue okks", "Genesis:Trading:Venue is 'okks', but it must be one of ")]
    [InlineData("--Genesis:Trading:Strategies:x:Type Sma", "Genesis:Trading:Strategies:x:Type is 'Sma', but it must be a strategy that this host knows (SmaCrossover, MeanReversion).")]
    public async Task What_cannot_be_done_is_refused_with_a_sentence(string arguments, string finding)
    {
        await using var silo = Start(arguments.Split(' '));
        (await silo.Ended()).ShouldBe(2, silo.Output);
        silo.Error.ShouldStartWith(finding);
    }

    private async Task<string> Run(params string[] arguments)
    {
        await using var silo = Start(arguments);
        (await silo.Ended()).ShouldBe(0, silo.Error);
        return string.Join('\n', silo.Output.ReplaceLineEndings("\n").Split('\n').Where(static line => !line.StartsWith("speed", StringComparison.Ordinal)));
    }

    private SiloRun Start(params string[] arguments) => SiloRun.Start(_folder, [$"--Genesis:GatewayPort={TestHosts.FreePort()}", "--Genesis:Doors:Address=http://127.0.0.1:0", .. arguments]);

    [GeneratedRegex(@"first prices after [0-9.]+ (µs|ms|s)")]
    private static partial Regex FirstPrices();

    [GeneratedRegex(@"first fill after [0-9.]+ (µs|ms|s)")]
    private static partial Regex FirstFill();
}
