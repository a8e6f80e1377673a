namespace Genesis.Silo.Demo;

/// <summary>Lines, where the output is no terminal: what comes first, each incident, and how it stands every few seconds.</summary>
internal sealed class PlainView(FlowWatch watch, FlowReader reader, TextWriter output, TimeProvider time) : IFlowView
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private readonly long _started = time.GetTimestamp();

    public async Task Run(CancellationToken cancellation)
    {
        var (hasPrice, hasFill, last) = (false, false, time.GetTimestamp());
        try
        {
            while (true)
            {
                await Task.Delay(Glance, time, cancellation);
                if (!hasPrice && watch.FirstPrice is { } price)
                {
                    hasPrice = true;
                    Line($"first prices after {IncidentReport.Text(price)}");
                }
                if (!hasFill && watch.FirstFill is { } fill)
                {
                    hasFill = true;
                    Line($"first fill after {IncidentReport.Text(fill)}");
                }
                if (time.GetElapsedTime(last) < Every) continue;
                last = time.GetTimestamp();
                Status(await reader.Read());
            }
        }
        catch (OperationCanceledException)
        {
            // The job ends.
        }
    }

    public void Tell(IncidentReport report) => Line($"incident  {report}");

    private void Status(FlowFigures figures)
    {
        var prices = string.Join("  ", watch.Prices.Take(6).Select(static price => $"{price.Symbol} {FlowText.Price(price.Last)}"));
        Line($"{figures.Mode.ToString().ToUpperInvariant()}  {prices}");
        Line($"signals {watch.Signals} = {watch.Accepted} accepted + {watch.Refused} refused{(watch.Signals - watch.Accepted - watch.Refused is > 0 and var open ? $" + {open} under way" : "")}; {FlowText.Orders(figures.Exchange)}");
        if (figures.Portfolio is { } portfolio)
            Line($"profit {FlowText.Money(portfolio.Realised)} realised, {FlowText.Money(portfolio.Unrealised)} open, net of fees; {FlowText.Rate(figures.MarketRate)} market messages/s; book to order {FlowText.Latency(watch.BookToOrder.Read())}");
        foreach (var component in figures.Components.Where(static component => component.State != Lifecycle.Running)) Line($"{component.Id} is {component.State.ToString().ToLowerInvariant()}: {component.StateReason}");
    }

    private void Line(FormattableString text) => output.WriteLine(FlowText.Text($"{time.GetElapsedTime(_started).TotalSeconds,6:0.0} s  {FlowText.Text(text)}"));
}
