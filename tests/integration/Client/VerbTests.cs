using System.Text.Json;
using Genesis.Tests.Integration.Silo;

namespace Genesis.Tests.Integration.Client;

/// <summary>Each verb of the console against a real silo: what it does, what scripts read, how it ends.</summary>
[Collection(ConsoleGroup.Name)]
public sealed class VerbTests(ConsoleSilo silo)
{
    [Fact]
    public async Task Ask_takes_data_from_the_line_a_file_and_standard_input()
    {
        (await silo.Does("ask", "echo", "echo", """{"a":[1,"ä"]}""")).ShouldBe("{\n  \"a\": [\n    1,\n    \"ä\"\n  ]\n}\n".ReplaceLineEndings());
        var file = Path.Combine(silo.Folder, "data.json");
        await File.WriteAllTextAsync(file, """{"from":"file"}""");
        (await silo.Does("ask", "echo", "echo", "@" + file)).ShouldContain("\"from\": \"file\"");
        (await silo.Does("ask", "echo", "ping")).ShouldContain("Pong desde echo");
        await using var piped = SiloRun.StartConsole("ask", "echo", "echo", "-", "--port", $"{silo.Port}");
        await piped.Write("""{"from":"pipe"}""");
        (await piped.Ended()).ShouldBe(0, piped.Error);
        piped.Output.ShouldContain("\"from\": \"pipe\"");
        var answer = await silo.Json("ask", "echo", "echo", "7", "--timeout", "5s");
        (answer.GetProperty("outcome").GetString(), answer.GetProperty("result").GetInt32(), answer.GetProperty("target").GetString()).ShouldBe(("ok", 7, "echo"));
        answer.GetProperty("elapsedMs").GetDouble().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Ask_says_what_went_wrong_in_a_sentence()
    {
        (await silo.Fails(1, "ask", "ecko", "ping")).Trim().ShouldBe("There is no component ecko. Did you mean echo?");
        (await silo.Fails(1, "ask", "echo", "nonsense")).ShouldContain("echo does not know requests of type nonsense.");
        (await silo.Fails(2, "ask", "echo", "echo", "{a:1}")).ShouldStartWith("The data are no JSON, at line 1, place 2:");
        (await silo.Fails(2, "ask", "echo", "echo", "@missing.json")).Trim().ShouldBe("There is no file missing.json.");
        (await silo.Fails(2, "ask", "echo", "echo", "--timeout", "soon")).ShouldContain("--timeout is soon, but it must be a time such as 200ms, 5s, 2m or 1h.");
        (await silo.Fails(2, "ask", "echo")).ShouldContain("genesis ask --help");
        var (exitCode, output, _) = await silo.Run("ask", "ecko", "ping", "--json");
        exitCode.ShouldBe(1);
        JsonDocument.Parse(output).RootElement.GetProperty("outcome").GetString().ShouldBe("unknownComponent");
    }

    [Fact]
    public async Task Tell_reaches_those_who_subscribed_or_one()
    {
        (await silo.Json("tell", "private", "{}", "--only", "victim")).GetProperty("subscribers").GetInt32().ShouldBe(1);
        (await silo.Json("tell", "test.one", """{"x":1}""", "--key", "k", "--priority", "high")).GetProperty("subscribers").GetInt32().ShouldBeGreaterThanOrEqualTo(1);
        (await silo.Fails(1, "tell", "a b")).ShouldContain("U+0020");
        var row = (await silo.Json("ledger", "--component", "victim", "--type", "private")).GetProperty("rows")[0];
        row.GetProperty("published").GetInt64().ShouldBe(1);
        (await silo.Does("ledger")).ShouldContain("victim");
        (await silo.Fails(1, "ledger", "--component", "victum")).ShouldContain("There is no component victum. Did you mean victim?");
    }

    [Fact]
    public async Task Components_come_and_go()
    {
        (await silo.Does("components", "add", "added", "Echo", "--subscribe", "a.*", "--subscribe", "b=3", "--set", "colour=blue", "--policies", """{"serial":true}""")).Trim().ShouldBe("added is registered and runs.");
        var shown = (await silo.Json("components", "show", "added")).GetProperty("registration");
        shown.GetProperty("subscriptions")[1].GetProperty("priority").GetInt32().ShouldBe(3);
        (shown.GetProperty("settings").GetProperty("colour").GetString(), shown.GetProperty("policies").GetProperty("serial").GetBoolean()).ShouldBe(("blue", true));
        (await silo.Does("components", "show", "added")).ShouldContain("Policies      serial");
        (await silo.Json("components")).EnumerateArray().Select(static one => one.GetProperty("id").GetString()).ShouldContain("added");
        (await silo.Does("components", "restart", "added")).Trim().ShouldBe("added is restarted from its last checkpoint.");
        (await silo.Fails(1, "components", "release", "added")).ShouldContain("not quarantined");
        (await silo.Does("components", "remove", "added")).ShouldStartWith("added is removed.");
        (await silo.Fails(1, "components", "remove", "added")).ShouldStartWith("There is no component added.");
        (await silo.Fails(1, "components", "show", "ehco")).Trim().ShouldBe("There is no component ehco. Did you mean echo?");
        (await silo.Fails(1, "components", "add", "x", "Ekho")).ShouldContain("Did you mean Echo?");
        (await silo.Fails(2, "components", "add", "x", "Echo", "--policies", """{"serial":"yes"}""")).ShouldStartWith("--policies does not fit:");
        (await silo.Fails(2, "components", "add", "x", "Echo", "--set", "colour")).ShouldContain("name=value");
    }

    [Fact]
    public async Task Checkpoints_are_listed_and_read()
    {
        await silo.Does("tell", "test.kept");
        await Eventually.True(async () => (await silo.Run("checkpoints", "echo")).ExitCode == 0, "a checkpoint");
        var versions = (await silo.Json("checkpoints", "echo")).GetProperty("versions");
        var version = versions[0].GetProperty("version").GetInt64();
        (versions[0].GetProperty("isSound").GetBoolean(), versions[0].GetProperty("componentType").GetString()).ShouldBe((true, "Echo"));
        (await silo.Does("checkpoints", "echo")).ShouldContain("yes");
        (await silo.Does("checkpoints", "echo", "--content")).ShouldContain("\"ComponentType\": \"Echo\"");
        (await silo.Fails(1, "checkpoints", "echo", "--version", "999999")).ShouldContain($"{version}");
        (await silo.Fails(1, "checkpoints", "ehco")).ShouldContain("Did you mean echo?");
    }

    [Fact]
    public async Task Dead_letters_are_shown_replayed_and_removed()
    {
        await silo.Does("chaos", "throw", "fragile", "--count", "2", "--types", "fragile.*");
        foreach (var number in (string[])["1", "2"]) await silo.Does("tell", "fragile.event", number);
        JsonElement letters = default;
        await Eventually.True(async () => (letters = (await silo.Json("dead-letters", "--component", "fragile")).GetProperty("letters")).GetArrayLength() == 2, "two letters");
        var numbers = letters.EnumerateArray().Select(static letter => $"{letter.GetProperty("number").GetInt64()}").ToArray();
        (await silo.Does("dead-letters")).ShouldContain("InjectedFaultException");
        (await silo.Does("dead-letters", "show", numbers[0])).ShouldContain("fragile.event from console");
        (await silo.Does("dead-letters", "replay", numbers[0])).ShouldContain($"Letter {numbers[0]} is told again to fragile");
        (await silo.Fails(1, "dead-letters", "replay", numbers[0])).ShouldStartWith($"There is no dead letter {numbers[0]}.");
        (await silo.Fails(2, "dead-letters", "replay")).ShouldContain("--all");
        (await silo.Does("dead-letters", "remove", "--all", "--component", "fragile")).ShouldContain($"Letter {numbers[1]} is removed.");
        (await silo.Fails(1, "dead-letters", "show", numbers[1])).ShouldContain($"There is no dead letter {numbers[1]}.");
    }

    [Fact]
    public async Task Chaos_injects_lists_and_clears()
    {
        var killed = await silo.Json("chaos", "kill", "victim");
        killed.GetProperty("status").GetProperty("struck").GetInt64().ShouldBe(1);
        await Eventually.True(async () => (await silo.Json("components", "show", "victim")).GetProperty("status").GetProperty("generation").GetInt64() > 1, "another generation");
        var number = (await silo.Json("chaos", "slow", "victim", "--by", "1500ms", "--for", "1m")).GetProperty("status").GetProperty("number").GetInt64();
        (await silo.Does("chaos")).ShouldContain("victim");
        (await silo.Fails(1, "ask", "victim", "echo", "--timeout", "300ms")).ShouldContain("did not answer echo within");
        (await silo.Does("chaos", "clear", $"{number}")).Trim().ShouldBe($"Fault {number} is ended.");
        (await silo.Fails(1, "chaos", "clear", $"{number}")).ShouldContain("not in force");
        (await silo.Fails(2, "chaos", "clear", "everything")).ShouldContain("neither the number of a fault nor all");
        (await silo.Fails(1, "chaos", "kill", "victin")).ShouldContain("Did you mean victim?");
        (await silo.Fails(1, "chaos", "drop", "victim", "--share", "7")).ShouldContain("above 0 and at most 1");
    }

    [Fact]
    public async Task Waits_and_routes_show_what_goes_on()
    {
        await silo.Does("ask", "echo", "ping");
        (await silo.Json("waits")).ValueKind.ShouldBe(JsonValueKind.Array);
        await silo.Does("waits");
        (await silo.Does("components")).ShouldNotContain("\e", Case.Sensitive, "no colours in a pipe");
        (await silo.Json("routes", "--component", "echo"))[0].GetProperty("breaker").GetString().ShouldBe("closed");
        (await silo.Does("routes")).ShouldContain("closed");
        (await silo.Does("status")).ShouldContain("NORMAL");
    }

    [Fact]
    public async Task Bench_handles_everything_and_removes_what_it_has_registered()
    {
        var done = await silo.Json("bench", "--intensity", "100", "--for", "2s");
        (done.GetProperty("isSuccess").GetBoolean(), done.GetProperty("state").GetString()).ShouldBe((true, "done"));
        done.GetProperty("sent").GetInt64().ShouldBeInRange(1800, 2000);
        done.GetProperty("ledger").GetProperty("difference").GetInt64().ShouldBe(0);
        (await silo.Does("components")).ShouldNotContain("bench-");
        (await silo.Fails(2, "bench", "--intensity", "0")).ShouldContain("from 1 to 100000");
    }
}
