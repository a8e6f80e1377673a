using System.Text.Json;
using Genesis.Tests.Integration.Silo;

namespace Genesis.Tests.Integration.Client;

/// <summary>What stays and shows what happens: watch and top.</summary>
[Collection(ConsoleGroup.Name)]
public sealed class LiveViewTests(ConsoleSilo silo)
{
    [Fact]
    public async Task Watch_shows_events_while_they_are_told()
    {
        var others = await Subscribers();
        await using var watch = SiloRun.StartConsole("watch", "live.*", "--count", "3", "--json", "--port", $"{silo.Port}");
        await Eventually.True(async () => await Subscribers() > others, "the watch");
        for (var i = 1; i <= 2; i++) await silo.Does("tell", "live.event", $$"""{"n":{{i}}}""", "--key", "k");
        (await watch.Ended()).ShouldBe(0, watch.Error);
        var events = watch.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonDocument.Parse(line).RootElement).ToArray();
        events.Select(static one => one.GetProperty("type").GetString()).ShouldBe(["live.begun", "live.event", "live.event"]);
        (events[2].GetProperty("data").GetProperty("n").GetInt32(), events[2].GetProperty("key").GetString(), events[2].GetProperty("source").GetString()).ShouldBe((2, "k", "console"));

        async Task<int> Subscribers() => (await silo.Json("tell", "live.begun")).GetProperty("subscribers").GetInt32();
    }

    [Fact]
    public async Task Watch_tells_what_it_was_too_slow_for_and_slows_nobody()
    {
        // One event may wait, and a bench tells hundreds in the time that the console needs for a few.
        await using var watch = SiloRun.StartConsole("watch", "bench.*", "--queue", "1", "--for", "4s", "--json", "--port", $"{silo.Port}");
        var done = await silo.Json("bench", "--intensity", "200", "--for", "2s", "--no-faults");
        done.GetProperty("isSuccess").GetBoolean().ShouldBeTrue();
        (await watch.Ended()).ShouldBe(0, watch.Error);
        watch.Output.Split('\n').ShouldContain(static line => line.StartsWith("{\"dropped\":", StringComparison.Ordinal), watch.Error);
    }

    [Fact]
    public async Task Watch_refuses_what_is_no_pattern() => (await silo.Fails(2, "watch", "a b")).ShouldContain("U+0020");

    [Fact]
    public async Task Top_prints_lines_where_there_is_no_terminal()
    {
        var lines = (await silo.Does("top", "--for", "1s", "--every", "200ms")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.ShouldNotBeEmpty();
        lines.ShouldAllBe(static line => line.Contains("NORMAL", StringComparison.Ordinal) && line.Contains("events/s", StringComparison.Ordinal) && !line.Contains('\e', StringComparison.Ordinal));
        (await silo.Does("top", "--for", "1s", "--json")).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .ShouldAllBe(static line => JsonDocument.Parse(line).RootElement.GetProperty("components").GetArrayLength() > 0);
        (await silo.Fails(2, "top", "--every", "1ms")).ShouldContain("at least 100 ms");
    }

    [Theory]
    [InlineData("q", 80, 24)]
    [InlineData("\u0003", 80, 24)]
    [InlineData("q", 30, 6)]
    public async Task Top_leaves_the_terminal_as_it_was(string key, int width, int height)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/python3"), "Needs python3 for a terminal of its own.");
        var (exitCode, screen) = await Terminal.Run(width, height, "COMPONENT", key, "top", "--every", "200ms", "--port", $"{silo.Port}");
        exitCode.ShouldBe(0, screen);
        screen.ShouldContain("\e[?1049h");
        screen.IndexOf("\e[?25h", StringComparison.Ordinal).ShouldBeGreaterThan(screen.IndexOf("\e[?25l", StringComparison.Ordinal), "the cursor comes back");
        screen.TrimEnd().ShouldEndWith("\e[?1049l", Case.Sensitive, "nothing is written after the screen before has come back");
        screen.ShouldContain("running");
        // No line is wider than the screen, and no frame higher.
        var frame = screen[screen.LastIndexOf("\e[H", StringComparison.Ordinal)..screen.LastIndexOf("\e[J", StringComparison.Ordinal)].Split("\r\n");
        frame.Length.ShouldBeLessThanOrEqualTo(height);
        frame.ShouldAllBe(line => Terminal.Bare(line).Length <= width);
    }
}
