using Genesis.Resilience;

namespace Genesis;

/// <summary>A component at one moment, for live views.</summary>
/// <param name="Status">How it is.</param>
/// <param name="Breaker">The circuit breaker towards it.</param>
/// <param name="Asked">Asks to it that have ended.</param>
/// <param name="Answered">Those of them that were answered.</param>
/// <param name="AnswerTime">Time that these took together.</param>
[GenerateSerializer, Immutable, Alias("Genesis.ComponentGlance")]
public sealed record ComponentGlance(
    [property: Id(0)] ComponentStatus Status,
    [property: Id(1)] BreakerState Breaker,
    [property: Id(2)] long Asked,
    [property: Id(3)] long Answered,
    [property: Id(4)] TimeSpan AnswerTime);
