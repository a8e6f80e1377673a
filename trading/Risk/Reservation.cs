using Genesis.Exchanges;

namespace Genesis.Trading;

/// <summary>Exposure that an order may still add: from its approval until it has ended. Never changes.</summary>
/// <param name="Symbol">Of what.</param>
/// <param name="Side">Which way.</param>
/// <param name="Amount">What is not filled yet, in the base currency.</param>
/// <param name="Price">The worst price of it.</param>
/// <param name="Approval">The approval.</param>
/// <param name="ExpiresAt">When it ends by itself, unless it is spent.</param>
/// <param name="SpentAt">When it was spent; null while it is not.</param>
[Immutable]
public sealed record Reservation(string Symbol, Side Side, decimal Amount, decimal Price, string Approval, DateTimeOffset ExpiresAt, DateTimeOffset? SpentAt = null);
