namespace Genesis.Silo.Demo;

/// <summary>A symbol's price as it is shown.</summary>
/// <param name="Symbol">Of what.</param>
/// <param name="First">The first one that was seen.</param>
/// <param name="Last">The last one.</param>
/// <param name="Updates">How many there were.</param>
internal sealed record PriceView(string Symbol, decimal First, decimal Last, long Updates)
{
    /// <summary>The change since the first, as a share of it.</summary>
    public decimal Change => First == 0 ? 0 : (Last - First) / First;
}
