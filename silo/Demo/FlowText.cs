using System.Globalization;
using Genesis.Trading;

namespace Genesis.Silo.Demo;

/// <summary>How figures of the flow are written.</summary>
internal static class FlowText
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    public static string Money(decimal value) => value.ToString("+#,0.00;-#,0.00;0.00", Culture);

    public static string Exact(decimal value) => value.ToString("0.############################", Culture);

    public static string Price(decimal value) => value.ToString(value >= 1000 ? "#,0.00" : "0.########", Culture);

    public static string Rate(double value) => value.ToString("#,0", Culture);

    public static string Text(FormattableString text) => text.ToString(Culture);

    public static string Latency((TimeSpan P50, TimeSpan P99)? latency) =>
        latency is { } known ? $"{IncidentReport.Text(known.P50)} (p99 {IncidentReport.Text(known.P99)})" : "none yet";

    public static string Orders(ExchangeSummary? exchange) =>
        exchange is null ? "?" : Text($"{exchange.Counts.Orders} orders: {exchange.Counts.Filled} filled, {exchange.Open} open, {exchange.Counts.Cancelled} cancelled, {exchange.Counts.Rejected} rejected");
}
