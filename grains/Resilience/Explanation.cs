using System.Globalization;

namespace Genesis.Resilience;

/// <summary>Why an adaptive value is what it is: its last change.</summary>
/// <param name="At">When it changed, since the process started.</param>
/// <param name="From">What it was.</param>
/// <param name="To">What it became.</param>
/// <param name="Unit">What both are counted in, such as <c>asks</c> or <c>ms</c>.</param>
/// <param name="Why">The observation that changed it, for people.</param>
public sealed record Explanation(TimeSpan At, double From, double To, string Unit, string Why)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"from {From:0.###} to {To:0.###} {Unit} at {At}: {Why}");
}
