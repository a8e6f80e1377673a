using System.Globalization;
using System.Text;

namespace Genesis.Doors;

/// <summary>Writes metrics as Prometheus' text, version 0.0.4.</summary>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static string Of(MetricStore store)
    {
        var text = new StringBuilder(64 * 1024);
        store.Read(families =>
        {
            foreach (var family in families) Write(text, family);
        });
        return text.ToString();
    }

    private static void Write(StringBuilder text, MetricFamily family)
    {
        var series = family.Series.ToArray();
        if (series.Length == 0) return;
        text.Append("# HELP ").Append(family.Name).Append(' ').Append(family.Help.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)).Append('\n');
        text.Append("# TYPE ").Append(family.Name).Append(' ').Append(family.Kind.ToString().ToLowerInvariant()).Append('\n');
        foreach (var (tags, one) in series)
        {
            var (sum, count, buckets) = one.Read();
            if (buckets is null)
            {
                Line(text, family.Name, "", tags, null, sum);
                continue;
            }
            long below = 0;
            for (var i = 0; i < buckets.Length; i++)
            {
                below += buckets[i];
                Line(text, family.Name, "_bucket", tags, i < family.Bounds!.Length ? Number(family.Bounds[i]) : "+Inf", below);
            }
            Line(text, family.Name, "_sum", tags, null, sum);
            Line(text, family.Name, "_count", tags, null, count);
        }
    }

    private static void Line(StringBuilder text, string name, string suffix, KeyValuePair<string, object?>[] tags, string? bound, double value)
    {
        text.Append(name).Append(suffix);
        if (tags.Length > 0 || bound is not null)
        {
            text.Append('{');
            foreach (var (tag, of) in tags) Label(text, MetricNames.Plain(tag), of is bool flag ? flag ? "true" : "false" : Convert.ToString(of, CultureInfo.InvariantCulture) ?? "");
            if (bound is not null) Label(text, "le", bound);
            text[^1] = '}';
        }
        text.Append(' ').Append(Number(value)).Append('\n');
    }

    private static void Label(StringBuilder text, string name, string value) => text.Append(name).Append("=\"")
        .Append(value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)).Append("\",");

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        double.NaN => "NaN",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };
}
