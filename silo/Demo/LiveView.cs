using Spectre.Console;
using Spectre.Console.Rendering;

namespace Genesis.Silo.Demo;

/// <summary>The live view in a terminal. Fits what there is: a small window shows the most important lines.</summary>
internal sealed class LiveView(FlowWatch watch, FlowReader reader, IAnsiConsole console, string title, TimeProvider time) : IFlowView
{
    private const int TwoColumns = 100;
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(200);

    private readonly Recent<IncidentReport> _incidents = new(8);
    private readonly long _started = time.GetTimestamp();

    public Task Run(CancellationToken cancellation) => console.Live(new Text("")).AutoClear(true).Overflow(VerticalOverflow.Crop).Cropping(VerticalOverflowCropping.Bottom).StartAsync(async live =>
    {
        try
        {
            while (true)
            {
                live.UpdateTarget(Draw(await reader.Read()));
                await Task.Delay(Frame, time, cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            // The job ends.
        }
    });

    public void Tell(IncidentReport report) => _incidents.Add(report);

    /// <summary>One frame. Lines are dealt out to its parts by the height of the window.</summary>
    internal IRenderable Draw(FlowFigures figures)
    {
        var (width, height) = (console.Profile.Width, Math.Max(10, console.Profile.Height - 1));
        var wide = width >= TwoColumns;
        var incidents = _incidents.Read();
        var incidentLines = Math.Min(incidents.Count, height > 30 ? 4 : 2);
        // Heading, figures and money take seven lines, tables two more each.
        var rest = Math.Max(2, height - 7 - incidentLines - (incidentLines > 0 ? 1 : 0));
        var upper = Math.Min(Math.Max(watch.Prices.Count, wide ? figures.Components.Length : 0) + 2, Math.Max(3, rest * 3 / 5));
        List<IRenderable> rows = [Heading(figures), new Rule { Style = Style.Parse("grey35") }];
        rows.Add(wide ? Beside(Prices(figures, upper - 1), Components(figures, upper - 1)) : Prices(figures, upper - 1));
        rows.Add(Figures(figures));
        rows.Add(Tape(Math.Max(1, rest - upper)));
        if (incidentLines > 0)
        {
            rows.Add(new Rule("[yellow]incidents[/]") { Justification = Justify.Left, Style = Style.Parse("grey35") });
            foreach (var incident in incidents.TakeLast(incidentLines)) rows.Add(Line($"[grey]{incident.At.TotalSeconds:0} s[/]  {Markup.Escape(incident.ToString())}"));
        }
        return new Rows(rows);
    }

    private Grid Heading(FlowFigures figures)
    {
        var color = figures.Mode switch { SystemMode.Normal => "green", SystemMode.Safe => "yellow", _ => "red" };
        return Line($"[bold]Genesis[/]  [{color} bold]{figures.Mode.ToString().ToUpperInvariant()}[/]  {Markup.Escape(title)}  [grey]{time.GetElapsedTime(_started):hh\\:mm\\:ss}[/]");
    }

    private Table Prices(FlowFigures figures, int rows)
    {
        var table = Plain(Left("symbol"), Right("price"), Right("change"), Left("book"), Right("held"), Right("open profit"));
        foreach (var price in watch.Prices.Take(rows))
        {
            var held = figures.Portfolio?.Positions.FirstOrDefault(position => position.Position.Symbol == price.Symbol);
            var color = price.Change >= 0 ? "green" : "red";
            table.AddRow(
                $"[bold]{Markup.Escape(price.Symbol)}[/]", FlowText.Price(price.Last), FlowText.Text($"[{color}]{price.Change * 100:+0.00;-0.00;0.00}%[/]"), watch.IsGood(price.Symbol) ? "[green]good[/]" : "[red]stale[/]",
                held is null ? "" : FlowText.Exact(held.Position.Amount), held is null ? "" : FlowText.Money(held.Unrealised));
        }
        if (watch.Prices.Count == 0) table.AddRow("[grey]waiting for prices[/]");
        return table;
    }

    private static Table Components(FlowFigures figures, int rows)
    {
        var table = Plain(Left("component"), Left("state"), Right("events"), Right("waiting"));
        // Those that are not well come first.
        foreach (var component in figures.Components.OrderBy(static component => component.State == Lifecycle.Running).Take(rows))
        {
            var color = component.State switch { Lifecycle.Running => "green", Lifecycle.Degraded or Lifecycle.Starting or Lifecycle.Recovering => "yellow", _ => "red" };
            table.AddRow(Markup.Escape(component.Id), $"[{color}]{component.State.ToString().ToLowerInvariant()}[/]", FlowText.Rate(component.Events), FlowText.Rate(component.QueuedEvents));
        }
        return table;
    }

    private Rows Figures(FlowFigures figures)
    {
        var portfolio = figures.Portfolio;
        var color = portfolio is { } known && known.Realised + known.Unrealised < 0 ? "red" : "green";
        return new Rows(
            Line($"signals [bold]{watch.Signals}[/] = {watch.Accepted} accepted + {watch.Refused} refused   {FlowText.Orders(figures.Exchange)}"),
            portfolio is null ? Line($"profit ?") : Line($"profit [{color}]{FlowText.Money(portfolio.Realised)}[/] realised [{color}]{FlowText.Money(portfolio.Unrealised)}[/] open, net of {portfolio.Fees:0.00} fees"),
            Line($"[grey]{FlowText.Rate(figures.MarketRate)} market messages/s, {FlowText.Rate(figures.EventRate)} deliveries/s, book to order {FlowText.Latency(watch.BookToOrder.Read())}, shed {figures.Counters.EventsShed}[/]"));
    }

    private Rows Tape(int rows)
    {
        var lines = watch.Tape.Read().TakeLast(rows).Select(line =>
        {
            var color = line.Kind switch { "fill" => "green", "signal" => "blue", "refused" or "warning" => "yellow", _ => "red" };
            return Line($"[grey]{line.At:HH:mm:ss}[/] [{color}]{line.Kind,-7}[/] {Markup.Escape(FlowText.Text(line.What))}");
        });
        return new Rows(lines);
    }

    // One line whatever the width: what does not fit is cut, not wrapped.
    private static Grid Line(FormattableString markup) =>
        new Grid().AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(0) }).AddRow(new Markup(FlowText.Text(markup)) { Overflow = Overflow.Ellipsis });

    private static Grid Beside(IRenderable left, IRenderable right) => new Grid().AddColumn(new GridColumn().PadRight(4)).AddColumn().AddRow(left, right);

    private static Table Plain(params ReadOnlySpan<TableColumn> columns)
    {
        var table = new Table { Border = TableBorder.None };
        foreach (var column in columns) table.AddColumn(column.NoWrap().PadRight(2));
        return table;
    }

    private static TableColumn Left(string title) => new($"[grey]{title}[/]");

    private static TableColumn Right(string title) => new TableColumn($"[grey]{title}[/]").RightAligned();
}
