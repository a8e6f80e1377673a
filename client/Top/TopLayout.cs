using System.Globalization;
using Genesis.Resilience;

namespace Genesis.Client;

/// <summary>What stands where on the screen, whatever its size.</summary>
internal static class TopLayout
{
    /// <summary>More than any screen has lines.</summary>
    public const int MostComponents = 200;

    private const string Bars = "▁▂▃▄▅▆▇█";
    private const int LeastName = 12;
    private const int LeastHeight = 12;

    public static List<string> Lines(TopHistory history, int width, int height, bool paused, string? trouble)
    {
        List<TextLine> lines = [];
        if (history.Last is not { } glance)
        {
            lines.Add(new TextLine(width).Add(trouble ?? "Looking…"));
        }
        else
        {
            Head(lines, glance, history, width);
            // On a low screen the components matter more.
            if (height < LeastHeight && lines.Count > 2) lines.RemoveRange(2, lines.Count - 2);
            if (trouble is not null) lines.Add(new TextLine(width).Add(trouble, TextLine.Red));
            if (height >= LeastHeight) lines.Add(new TextLine(width));
            var room = Math.Max(0, height - lines.Count - 2);
            var columns = TopColumns.For(width, glance.Components.Select(static one => one.Status.Id.Length).DefaultIfEmpty(LeastName).Max());
            lines.Add(columns.Head(width));
            foreach (var component in glance.Components.Take(room)) lines.Add(columns.Row(component, history.Of(component), width));
        }
        while (lines.Count < height - 1) lines.Add(new TextLine(width));
        if (lines.Count > height - 1) lines.RemoveRange(Math.Max(0, height - 1), lines.Count - Math.Max(0, height - 1));
        lines.Add(Foot(history.Last, width, paused));
        return [.. lines.Select(static line => line.ToString())];
    }

    /// <summary>All that matters in one line, for what is no terminal.</summary>
    public static string Plain(SystemGlance glance, TopRates rates) => string.Create(
        CultureInfo.InvariantCulture,
        $"{glance.At:HH:mm:ss} {Mode(glance)} {States(glance)}; {Rate(rates.Asks)} asks/s{Share(rates.Ok)}{Mean(rates.Mean)}; {Rate(rates.Handled)} events/s, {Rate(rates.Shed)} shed/s, {glance.Deliveries.DeadLettered:N0} dead{Faults(glance)}");

    private static void Head(List<TextLine> lines, SystemGlance glance, TopHistory history, int width)
    {
        var (system, rates) = (glance.System, history.Rates);
        lines.Add(new TextLine(width).Add("Genesis ", TextLine.Bold).Add($"{system.Silo}  up {Up(system.Uptime)}  ").Add(Mode(glance), ModeStyle(glance.Monitor.Mode.To))
            .AddRight(glance.At.ToString("HH:mm:ss 'UTC'", CultureInfo.InvariantCulture), TextLine.Dim));
        if (glance.Monitor.Mode.To != SystemMode.Normal) lines.Add(new TextLine(width).Add($"  {glance.Monitor.Mode.Reason}", TextLine.Yellow));
        lines.Add(new TextLine(width).Add("components  ", TextLine.Dim).Add(States(glance)).Add(Faults(glance), TextLine.Yellow));
        lines.Add(Bar(
            new TextLine(width).Add("asks        ", TextLine.Dim).Add(rates is null ? "…" : $"{Rate(rates.Asks),8}/s{Share(rates.Ok)}{Mean(rates.Mean)}, {glance.UnderWay} under way"), history.Asks));
        lines.Add(Bar(
            new TextLine(width).Add("events      ", TextLine.Dim).Add(rates is null ? "…" : $"{Rate(rates.Handled),8}/s handled, ").Add(rates is null ? "" : $"{Rate(rates.Shed)}/s shed", rates?.Shed > 0 ? TextLine.Yellow : null)
                .Add($", {Number(glance.Deliveries.DeadLettered)} dead"), history.Handled));
        var figures = string.Join("  ", glance.Monitor.Figures.WithTargets().Where(static figure => figure.IsMet is not null).Select(static figure => $"{figure.Name} {figure.Value}"));
        if (figures.Length > 0) lines.Add(new TextLine(width).Add("figures     ", TextLine.Dim).Add(figures));
    }

    private static TextLine Foot(SystemGlance? glance, int width, bool paused)
    {
        var line = new TextLine(width).Add(paused ? "paused  p goes on  q ends" : "q ends  p pauses", paused ? TextLine.Reverse : TextLine.Dim);
        return glance is not null && glance.Total > glance.Components.Length ? line.AddRight($"{glance.Components.Length} of {Number(glance.Total)} components", TextLine.Dim) : line;
    }

    // What there is room for at the right.
    private static TextLine Bar(TextLine line, IReadOnlyCollection<double> values)
    {
        const int Most = 40;
        var room = Math.Min(Most, line.Room - 3);
        if (room < 5 || values.Count == 0) return line;
        var shown = values.TakeLast(room).ToArray();
        var highest = Math.Max(shown.Max(), double.Epsilon);
        return line.AddRight(string.Concat(shown.Select(value => Bars[(int)Math.Clamp(Math.Round(value / highest * (Bars.Length - 1)), 0, Bars.Length - 1)])), TextLine.Green);
    }

    private static string States(SystemGlance glance)
    {
        var states = glance.Monitor.States;
        return states.Count == 0 ? $"{Number(glance.System.Components)}" : $"{Number(states.Values.Sum())}: {string.Join(", ", states.OrderByDescending(static pair => pair.Key == Lifecycle.Running).Select(static pair => $"{Number(pair.Value)} {Output.Word(pair.Key)}"))}";
    }

    private static string Mode(SystemGlance glance) => glance.Monitor.Mode.To.ToString().ToUpperInvariant();

    private static string ModeStyle(SystemMode mode) => mode switch
    {
        SystemMode.Normal => TextLine.Green,
        SystemMode.Safe => TextLine.Yellow,
        _ => TextLine.Red,
    };

    private static string Faults(SystemGlance glance) => glance.Faults == 0 ? "" : $"; {glance.Faults} fault{(glance.Faults == 1 ? "" : "s")} injected";

    private static string Share(double? share) => share is { } value ? string.Create(CultureInfo.InvariantCulture, $", {Math.Floor(value * 1000) / 10:0.#}% ok") : "";

    private static string Mean(TimeSpan? mean) => mean is { } value ? $", mean {Durations.Short(value)}" : "";

    public static string Rate(double rate) => rate.ToString(rate is > 0 and < 9.95 ? "0.0" : "N0", CultureInfo.InvariantCulture);

    public static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Up(TimeSpan up) => up.TotalDays >= 1 ? $"{(int)up.TotalDays} d {up.ToString("hh\\:mm\\:ss", CultureInfo.InvariantCulture)}" : up.ToString("hh\\:mm\\:ss", CultureInfo.InvariantCulture);

    public static string BreakerWord(BreakerState state) => state switch
    {
        BreakerState.Closed => "",
        BreakerState.Open => "open",
        _ => "half",
    };
}
