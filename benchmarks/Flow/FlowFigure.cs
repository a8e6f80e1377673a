namespace Genesis.Benchmarks.Flow;

/// <summary>What a run of the flow showed.</summary>
/// <param name="Rate">Messages in a second that were given.</param>
/// <param name="Cpu">Processor time of the process for each message, µs.</param>
/// <param name="Orders">Orders that were timed.</param>
/// <param name="Accepted">Frame received to order in the paper exchange, µs.</param>
/// <param name="Confirmed">Frame received to signal accepted, µs.</param>
/// <param name="Told">Deliveries of events.</param>
/// <param name="Conflated">Those replaced by newer ones.</param>
/// <param name="Lost">Those shed, expired or dead-lettered.</param>
/// <param name="Losses">Of what and why; empty for nothing, those of the warm-up with them.</param>
internal sealed record FlowFigure(double Rate, double Cpu, int Orders, (double P50, double P99) Accepted, (double P50, double P99) Confirmed, long Told, long Conflated, long Lost, string Losses);
