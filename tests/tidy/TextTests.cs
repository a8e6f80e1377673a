using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace Genesis.Tests.Tidy;

/// <summary>What must not stand in any file.</summary>
public sealed partial class TextTests
{
    private static readonly string[] TextFiles =
        [".cs", ".csproj", ".props", ".targets", ".json", ".md", ".yml", ".txt", ".sh", ".editorconfig", ".ci/run", ".py", ".js", ".html", ".css"];

    [Fact]
    public void No_path_of_a_machine() => Lines(TextFiles).Where(line => MachinePath().IsMatch(line.Text)).Select(Show).ShouldBeEmpty();

    [Fact]
    public void No_address_of_a_package_registry() => Lines(TextFiles).Where(line => Registry().IsMatch(line.Text)).Select(Show).ShouldBeEmpty();

    [Fact]
    public void Ambient_clocks_are_banned_everywhere_but_where_time_comes_from()
    {
        House.Files(".csproj", ".props").Where(file => House.Text(file).Contains("<AmbientClocksAllowed>", StringComparison.Ordinal)).ShouldBeEmpty();
        Lines(".cs").Where(line => line.Text.Contains("RS0030", StringComparison.Ordinal) && line.File != "tests/tidy/TextTests.cs").Select(Show).ShouldBeEmpty();
    }

    [Fact]
    public void Grains_stay_on_their_scheduler() =>
        Lines(".cs").Where(line => IsGrainCode(line.File) && line.Text.Contains(".ConfigureAwait(false)", StringComparison.Ordinal)).Select(Show).ShouldBeEmpty();

    [Fact]
    public void Event_ids_of_log_messages_are_unique() =>
        Lines(".cs").Select(line => LogMessage().Match(line.Text)).Where(match => match.Success).GroupBy(match => match.Groups[1].Value)
            .Where(group => group.Count() > 1).Select(group => $"event id {group.Key} is used {group.Count()} times").ShouldBeEmpty();

    [Fact]
    public void No_type_of_ours_is_in_a_namespace_of_Orleans() => Lines(".cs").Where(line => OrleansNamespace().IsMatch(line.Text)).Select(Show).ShouldBeEmpty();

    [Fact]
    public void No_code_is_compiled_under_a_condition() => Lines(".cs").Where(line => Conditional().IsMatch(line.Text)).Select(Show).ShouldBeEmpty();

    private static bool IsGrainCode(string file) => new[] { "grains/", "trading/" }.Any(room => file.StartsWith(room, StringComparison.Ordinal));

    private static IEnumerable<(string File, int Number, string Text)> Lines(params string[] endings) =>
        House.Files(endings).SelectMany(file => House.Lines(file).Select((text, index) => (file, index + 1, text)));

    private static string Show((string File, int Number, string Text) line) => $"{line.File}:{line.Number}: {line.Text.Trim()}";

    // Split, so that this file does not contain what it looks for.
    [GeneratedRegex("(^|[\\s\"'(=])(/(ho" + "me|ro" + "ot|wo" + "rk|Us" + "ers)/|[A-Z]:\\\\Us" + "ers\\\\)")]
    private static partial Regex MachinePath();

    [GeneratedRegex("https?://[^ \"]*(nu" + "get\\.org|npm" + "js\\.)")]
    private static partial Regex Registry();

    [GeneratedRegex("^\\s*#if\\b")]
    private static partial Regex Conditional();

    [GeneratedRegex("^\\s*namespace\\s+Orleans\\b")]
    private static partial Regex OrleansNamespace();

    [GeneratedRegex("\\[LoggerMessage\\((\\d+),")]
    private static partial Regex LogMessage();
}
