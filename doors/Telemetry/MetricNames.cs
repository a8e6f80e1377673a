using System.Text;

namespace Genesis.Doors;

/// <summary>Names as Prometheus wants them: <c>genesis.asks.duration</c> in <c>s</c> is <c>genesis_asks_duration_seconds</c>.</summary>
internal static class MetricNames
{
    public static string Of(string name, string? unit, MetricKind kind)
    {
        var text = Plain(name);
        // What is counted in braces is a remark, not a unit.
        var suffix = unit switch
        {
            "s" => "seconds",
            "ms" => "milliseconds",
            "By" => "bytes",
            "1" when kind == MetricKind.Gauge => "ratio",
            null or "" or "1" => "",
            _ when unit.StartsWith('{') => "",
            _ => Plain(unit),
        };
        if (suffix.Length > 0 && !text.Split('_').Contains(suffix)) text += "_" + suffix;
        return kind == MetricKind.Counter && !text.EndsWith("_total", StringComparison.Ordinal) ? text + "_total" : text;
    }

    /// <summary>Letters, digits and underscores.</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text) plain.Append(char.IsAsciiLetterOrDigit(letter) ? letter : '_');
        if (plain.Length == 0 || char.IsAsciiDigit(plain[0])) plain.Insert(0, '_');
        return plain.ToString();
    }
}
