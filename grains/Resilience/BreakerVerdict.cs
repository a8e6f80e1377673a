namespace Genesis.Resilience;

/// <summary>What a breaker says to an ask.</summary>
internal enum BreakerVerdict
{
    /// <summary>Go on.</summary>
    Allowed = 0,

    /// <summary>Go on: the one ask whose result decides.</summary>
    Probe = 1,

    /// <summary>Not now.</summary>
    Refused = 2,
}
