using System.Xml.Linq;
using Shouldly;
using Xunit;

namespace Genesis.Tests.Tidy;

/// <summary>Who may refer to whom. The grain engine counts as a folder: whoever uses grains refers to it.</summary>
public sealed class ProjectArrowTests
{
    // The house as drawn in docs/architecture.md. A folder that is not here may not hold a project.
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["grain-interfaces"] = ["embedded-engine"],
        ["grains"] = ["grain-interfaces", "embedded-engine"],
        ["exchanges"] = [],
        ["embedded-engine"] = [],
        ["doors"] = ["grains", "grain-interfaces", "embedded-engine"],
        ["door-client"] = [],
        ["trading"] = ["grains", "grain-interfaces", "exchanges", "embedded-engine"],
        ["exchange-simulator"] = ["exchanges"],
        ["silo"] = ["grains", "grain-interfaces", "doors", "trading", "exchanges", "exchange-simulator", "embedded-engine"],
        ["client"] = ["grain-interfaces", "embedded-engine"],
        ["test-kit"] = ["grains", "grain-interfaces", "embedded-engine"],
        ["examples"] = ["grains", "grain-interfaces", "doors", "door-client", "test-kit", "trading", "exchanges", "embedded-engine"],
        ["benchmarks"] = ["grains", "grain-interfaces", "doors", "door-client", "trading", "exchanges", "exchange-simulator", "embedded-engine"],
        ["tests/tidy"] = [],
        ["tests/doors"] = ["doors", "door-client", "grains", "grain-interfaces", "embedded-engine"],
        ["tests/trading"] = ["trading", "exchanges", "exchange-simulator", "grains", "grain-interfaces", "test-kit", "embedded-engine"],
        ["tests/runtime"] = ["grains", "grain-interfaces", "test-kit", "embedded-engine"],
        ["tests/unit"] = ["doors", "grains", "grain-interfaces", "trading", "exchanges", "exchange-simulator", "embedded-engine"],
        ["tests/exchanges"] = ["exchanges", "exchange-simulator"],
        ["tests/streams"] = ["grains", "grain-interfaces"],
        ["tests/conformance"] = ["embedded-engine"],
        ["tests/embedded"] = ["embedded-engine"],
        ["tests/integration"] = ["silo", "client", "doors", "door-client", "grains", "grain-interfaces", "trading", "exchanges", "exchange-simulator", "embedded-engine", "tests"],
    };

    [Fact]
    public void Every_reference_follows_an_arrow()
    {
        List<string> wrong = [];
        foreach (var project in House.Files(".csproj"))
        {
            var room = RoomOf(project);
            if (room is null)
            {
                wrong.Add($"{project} lies in no known room");
                continue;
            }
            foreach (var target in References(project))
                if (RoomOf(target) is not { } to || (to != room && !Allowed[room].Contains(to) && !(to.StartsWith("tests/", StringComparison.Ordinal) && Allowed[room].Contains("tests"))))
                    wrong.Add($"{project} refers to {target}, and no arrow leads from {room} there");
        }
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void The_solution_lists_every_project()
    {
        var solution = House.Text("Genesis.Orleans.sln").Replace('\\', '/');
        House.Files(".csproj").Where(project => !solution.Contains($"\"{project}\"", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static string? RoomOf(string path) =>
        Allowed.Keys.Where(room => path.StartsWith(room + "/", StringComparison.Ordinal)).MaxBy(room => room.Length);

    private static IEnumerable<string> References(string project)
    {
        var document = XDocument.Parse(House.Text(project));
        foreach (var reference in document.Descendants("ProjectReference"))
        {
            var path = Path.Combine(House.Root, Path.GetDirectoryName(project)!, reference.Attribute("Include")!.Value.Replace('\\', '/'));
            yield return Path.GetRelativePath(House.Root, Path.GetFullPath(path)).Replace('\\', '/');
        }
        if (document.Descendants("OrleansPackage").Any()) yield return "embedded-engine/Genesis.Embedded.csproj";
    }
}
