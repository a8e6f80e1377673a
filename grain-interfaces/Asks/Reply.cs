namespace Genesis;

/// <summary>What a component grain answers to one attempt of an ask.</summary>
/// <param name="Kind">How it ended.</param>
/// <param name="Value">The answer, when it is <see cref="OutcomeKind.Ok"/>.</param>
/// <param name="Reason">Why there is none, as a clause for people.</param>
/// <param name="Failure">The error, when the handler failed.</param>
/// <param name="State">The component's state, when it is unavailable.</param>
/// <param name="RetryAfter">When trying again may make sense.</param>
[GenerateSerializer, Immutable, Alias("Genesis.Reply")]
public sealed record Reply(
    [property: Id(0)] OutcomeKind Kind,
    [property: Id(1)] Payload? Value = null,
    [property: Id(2)] string? Reason = null,
    [property: Id(3)] Failure? Failure = null,
    [property: Id(4)] Lifecycle? State = null,
    [property: Id(5)] TimeSpan? RetryAfter = null)
{
    /// <summary>The answer that there is nothing to say.</summary>
    public static Reply Done { get; } = new(OutcomeKind.Ok, Payload.Null);

    /// <summary>Whether another attempt may succeed.</summary>
    public bool IsTransient => Kind is OutcomeKind.TimedOut or OutcomeKind.Overloaded
        || (Kind is OutcomeKind.Failed && Failure is { Transient: true })
        || (Kind is OutcomeKind.Unavailable && State is Lifecycle.Starting or Lifecycle.Failed or Lifecycle.Recovering);
}
