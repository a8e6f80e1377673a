namespace Genesis.Client;

/// <summary>The columns of the components: those that there is room for.</summary>
internal sealed class TopColumns
{
    private const int LongestName = 32;
    private const int Gap = 1;

    private static readonly Column[] All =
    [
        new("STATE", -11, 0, static (one, _) => one.Status.Activity == Activity.Hung ? "hung" : Output.Word(one.Status.State), static one => one.Status.Activity == Activity.Hung ? TextLine.Red : StateStyle(one.Status.State)),
        new("REQ/S", 8, 1, static (_, rates) => rates is { } known ? TopLayout.Rate(known.Requests) : "", null),
        new("EVENT/S", 8, 0, static (_, rates) => rates is { } known ? TopLayout.Rate(known.Events) : "", null),
        new("WAIT", 6, 1, static (one, _) => TopLayout.Number(one.Status.QueuedEvents + one.Status.QueuedRequests), static one => one.Status.QueuedEvents + one.Status.QueuedRequests > 0 ? TextLine.Yellow : null),
        new("FAIL", 6, 2, static (one, _) => TopLayout.Number(one.Status.Failures), static one => one.Status.Failures > 0 ? TextLine.Yellow : null),
        new("GEN", 4, 4, static (one, _) => TopLayout.Number(one.Status.Generation), null),
        new("MEAN", 8, 3, static (_, rates) => rates is { Mean: { } mean } ? Durations.Short(mean) : "", null),
        new("BREAKER", -7, 4, static (one, _) => TopLayout.BreakerWord(one.Breaker), static _ => TextLine.Red),
        new("DOES", -20, 5, static (one, _) => one.Status.Activity == Activity.Idle ? "" : $"{Output.Word(one.Status.Activity)} {one.Status.BusyWith}", static one => one.Status.Activity == Activity.Hung ? TextLine.Red : TextLine.Dim),
    ];

    private readonly Column[] _columns;
    private readonly int _name;

    private TopColumns(Column[] columns, int name) => (_columns, _name) = (columns, name);

    /// <summary>What matters least goes first when the screen is narrow.</summary>
    public static TopColumns For(int width, int longestName)
    {
        var name = Math.Clamp(longestName, 10, LongestName);
        var columns = All;
        for (var least = 5; least > 0 && name + columns.Sum(static column => column.Places + Gap) > width; least--) columns = [.. columns.Where(column => column.Rank < least)];
        // What is left over is the names'.
        return new TopColumns(columns, Math.Min(name, Math.Max(8, width - columns.Sum(static column => column.Places + Gap))));
    }

    public TextLine Head(int width)
    {
        var line = new TextLine(width).Add("COMPONENT".PadRight(_name), TextLine.Reverse);
        foreach (var column in _columns) line.Add(" " + column.Fit(column.Name), TextLine.Reverse);
        return line.Add(new string(' ', Math.Max(0, line.Room)), TextLine.Reverse);
    }

    public TextLine Row(ComponentGlance one, ComponentRates? rates, int width)
    {
        var id = one.Status.Id;
        var line = new TextLine(width).Add(id.Length > _name ? string.Concat(id.AsSpan(0, _name - 1), "…") : id.PadRight(_name));
        foreach (var column in _columns) line.Add(" ").Add(column.Fit(column.Value(one, rates)), column.Style?.Invoke(one));
        return line;
    }

    private static string? StateStyle(Lifecycle state) => state switch
    {
        Lifecycle.Running => TextLine.Green,
        Lifecycle.Failed or Lifecycle.Quarantined => TextLine.Red,
        Lifecycle.Registered or Lifecycle.Stopped => TextLine.Dim,
        _ => TextLine.Yellow,
    };

    /// <param name="Name">Its head.</param>
    /// <param name="Width">How wide; below 0 when what is in it begins at the left.</param>
    /// <param name="Rank">How soon it gives way on a narrow screen: the highest first, 0 never.</param>
    /// <param name="Value">What stands in it.</param>
    /// <param name="Style">In which colour.</param>
    private sealed record Column(string Name, int Width, int Rank, Func<ComponentGlance, ComponentRates?, string> Value, Func<ComponentGlance, string?>? Style)
    {
        public int Places => Math.Abs(Width);

        public string Fit(string text) => text.Length > Places ? string.Concat(text.AsSpan(0, Places - 1), "…") : Width < 0 ? text.PadRight(Places) : text.PadLeft(Places);
    }
}
