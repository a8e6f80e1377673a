namespace Genesis.ExchangeSimulator;

/// <summary>A trade of the simulated market, in ticks and steps.</summary>
/// <param name="TakerBuys">Whether the taker bought.</param>
/// <param name="Identity">For venues that name their trades by UUIDs.</param>
public sealed record SimulatedTrade(long Id, long Price, long Size, bool TakerBuys, Guid Identity);
