using System.Globalization;

namespace Genesis.Tests.Streams.Fixture;

/// <summary>
/// The rounds of tests of concurrency: one, or as many as the environment variable GENESIS_TEST_REPEAT says.
/// <c>[Theory, MemberData(nameof(Repeat.Rounds), MemberType = typeof(Repeat))]</c>.
/// </summary>
public static class Repeat
{
    private static int Count =>
        int.TryParse(Environment.GetEnvironmentVariable("GENESIS_TEST_REPEAT"), CultureInfo.InvariantCulture, out var wanted) ? wanted : 1;

    public static IEnumerable<TheoryDataRow<int>> Rounds() =>
        Enumerable.Range(1, Count).Select(static round => new TheoryDataRow<int>(round));

    /// <summary>Rounds with one silo and with two.</summary>
    public static IEnumerable<TheoryDataRow<int, int>> RoundsBySilos() =>
        from round in Enumerable.Range(1, Count)
        from silos in (int[])[1, 2]
        select new TheoryDataRow<int, int>(silos, round);

    /// <summary>Rounds of every setup.</summary>
    public static IEnumerable<TheoryDataRow<string, int, int>> RoundsBySetup() =>
        from round in Enumerable.Range(1, Count)
        from setup in ((string, int)[])[(Providers.Genesis, 1), (Providers.Genesis, 2), (Providers.Memory, 1)]
        select new TheoryDataRow<string, int, int>(setup.Item1, setup.Item2, round);
}
