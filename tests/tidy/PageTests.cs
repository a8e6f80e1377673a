using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace Genesis.Tests.Tidy;

/// <summary>What pages show is what there is.</summary>
public sealed partial class PageTests
{
    [Fact]
    public void The_code_of_the_first_component_is_the_code_of_the_example()
    {
        var example = House.Files(".cs", ".json").Where(file => file.StartsWith("examples/first-component/", StringComparison.Ordinal)).Select(file => House.Text(file).Trim()).ToList();
        var shown = Code().Matches(House.Text("docs/first-component.md")).Select(match => match.Groups[1].Value.Trim()).ToList();
        shown.Count.ShouldBe(6);
        shown.ShouldBeSubsetOf(example);
    }

    [Fact]
    public void Links_between_pages_lead_somewhere()
    {
        List<string> dead = [];
        foreach (var page in House.Files(".md"))
            foreach (var link in Link().Matches(House.Text(page)).Select(match => match.Groups[1].Value))
                if (!Path.Exists(Path.Combine(House.Root, Path.GetDirectoryName(page)!, link))) dead.Add($"{page} links to {link}");
        dead.ShouldBeEmpty();
    }

    [Fact]
    public void The_readme_names_every_page()
    {
        var readme = House.Text("README.md");
        House.Files(".md").Where(page => page.StartsWith("docs/", StringComparison.Ordinal) && page.Count(static letter => letter == '/') == 1)
            .Where(page => !readme.Contains(page, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [GeneratedRegex("^```(?:csharp|json)\\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Code();

    [GeneratedRegex("\\]\\((?!https?:|#)([^)#]+)")]
    private static partial Regex Link();
}
