namespace Genesis.Client;

/// <summary>What a component did per second between two glances.</summary>
/// <param name="Requests">Requests handled.</param>
/// <param name="Events">Events handled.</param>
/// <param name="Mean">Mean time of the asks to it that were answered; null when there were none.</param>
internal readonly record struct ComponentRates(double Requests, double Events, TimeSpan? Mean);
