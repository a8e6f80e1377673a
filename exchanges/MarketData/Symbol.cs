namespace Genesis.Exchanges;

/// <summary>What is traded, in one form for every venue, beside the venue's own name for it.</summary>
/// <param name="Base">What is bought: <c>BTC</c> (Kraken's XBT is BTC).</param>
/// <param name="Quote">What it is paid in: <c>USDT</c>.</param>
/// <param name="VenueName">The venue's own form: <c>BTCUSDT</c>, <c>XBT/USD</c>, <c>BTC-USDT-SWAP</c>.</param>
/// <param name="Kind">Spot, or the kind of derivative.</param>
/// <param name="Suffix">What tells a derivative from others on the same pair: <c>PERP</c>, or the expiry as the venue writes it (<c>220527</c>). Empty for spot.</param>
public sealed record Symbol(string Base, string Quote, string VenueName, InstrumentKind Kind = InstrumentKind.Spot, string Suffix = "")
{
    /// <summary>The common form: <c>BTC-USDT</c>, <c>BTC-USDT-PERP</c>, <c>BTC-USD-220527</c>.</summary>
    public string Name { get; } = Suffix.Length == 0 ? $"{Base}-{Quote}" : $"{Base}-{Quote}-{Suffix}";

    private readonly int _hash = VenueName.GetHashCode(StringComparison.Ordinal);

    /// <summary>Within a venue the venue's name is the identity.</summary>
    public bool Equals(Symbol? other) =>
        ReferenceEquals(this, other) || (other is not null && _hash == other._hash && VenueName == other.VenueName && Name == other.Name);

    public override int GetHashCode() => _hash;

    public override string ToString() => Name;
}
