using System.Globalization;

namespace Genesis.Tests.Exchanges.Simulated;

/// <summary>How many breaks the long tests make: few in the suite; GENESIS_BREAKS=1000 (or 10000) for the figures in docs/exchanges.md.</summary>
internal static class Breaks
{
    public static int Count(int inTheSuite) =>
        int.TryParse(Environment.GetEnvironmentVariable("GENESIS_BREAKS"), NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) ? wanted : inTheSuite;
}
