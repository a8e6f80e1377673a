namespace Genesis.Client;

/// <summary>What happened per second between two glances.</summary>
/// <param name="Asks">Asks that ended.</param>
/// <param name="Ok">Share of them that were answered, 0 to 1; null when none ended.</param>
/// <param name="Mean">Mean time of those; null when there were none.</param>
/// <param name="Told">Deliveries told.</param>
/// <param name="Handled">Deliveries handled.</param>
/// <param name="Shed">Deliveries shed.</param>
internal sealed record TopRates(double Asks, double? Ok, TimeSpan? Mean, double Told, double Handled, double Shed);
