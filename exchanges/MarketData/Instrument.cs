namespace Genesis.Exchanges;

/// <summary>An instrument with the rules of its venue. Zero means that the venue does not say.</summary>
public sealed record Instrument
{
    public required Symbol Symbol { get; init; }
    public required string Venue { get; init; }

    public InstrumentKind Kind => Symbol.Kind;

    /// <summary>Units of the base (linear) or of the quote (inverse) in one contract; 1 for spot.</summary>
    public decimal ContractSize { get; init; } = 1;

    /// <summary>The asset in which profit is paid; the quote for spot.</summary>
    public required string Settlement { get; init; }

    /// <summary>The smallest step of a price.</summary>
    public decimal TickSize { get; init; }

    /// <summary>The smallest step of a size.</summary>
    public decimal StepSize { get; init; }

    /// <summary>The smallest order, in units of the base.</summary>
    public decimal MinimumSize { get; init; }

    /// <summary>The smallest order, in units of the quote.</summary>
    public decimal MinimumNotional { get; init; }

    public TradingStatus Status { get; init; } = TradingStatus.Unknown;
}
