using System.Globalization;

namespace Genesis.Tests.Conformance.Fixture;

/// <summary>
/// How often the tests of concurrency run: once, or as often as the environment variable GENESIS_TEST_REPEAT says.
/// <c>[Theory, MemberData(nameof(Repeat.Rounds), MemberType = typeof(Repeat))]</c>.
/// </summary>
public static class Repeat
{
    public static IEnumerable<TheoryDataRow<int>> Rounds()
    {
        var setting = Environment.GetEnvironmentVariable("GENESIS_TEST_REPEAT");
        var rounds = int.TryParse(setting, CultureInfo.InvariantCulture, out var wanted) ? wanted : 1;
        return Enumerable.Range(1, rounds).Select(static round => new TheoryDataRow<int>(round));
    }
}
