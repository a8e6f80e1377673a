using System.Globalization;

namespace Genesis.Tests.Exchanges;

/// <summary>How long the long tests are: short in the suite; for the figures in the docs, as an environment variable says.</summary>
internal static class Scale
{
    /// <summary>Breaks of a connection; GENESIS_BREAKS=1000 (or 10000) for the figures in docs/exchanges.md.</summary>
    public static int Breaks(int inTheSuite) => Of("GENESIS_BREAKS", inTheSuite);

    public static int Of(string variable, int inTheSuite) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) ? wanted : inTheSuite;
}
