namespace Genesis.Resilience;

/// <summary>A breaker's answer to one ask, handed back to it with the result.</summary>
/// <param name="Verdict">May the ask go on?</param>
/// <param name="Epoch">The stretch of the breaker's life that the ask belongs to: results that come later than that say nothing about now.</param>
/// <param name="RetryAfter">When refused: the longest time until an ask may pass again. Else zero.</param>
internal readonly record struct BreakerEntry(BreakerVerdict Verdict, int Epoch, TimeSpan RetryAfter)
{
    /// <summary>The ask may go on, as one of many or as the probe.</summary>
    public bool Allowed => Verdict != BreakerVerdict.Refused;
}
