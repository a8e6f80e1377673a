using System.Globalization;

namespace Genesis;

/// <summary>How an ask ended. Expected failures are outcomes, never exceptions.</summary>
public readonly struct Outcome
{
    private readonly Reply? _reply;

    /// <summary>An outcome of an ask.</summary>
    public Outcome(Reply reply, string target, string type, int attempts, TimeSpan elapsed) =>
        (_reply, Target, Type, Attempts, Elapsed) = (reply, target, type, attempts, elapsed);

    /// <summary>How it ended.</summary>
    public OutcomeKind Kind => Reply.Kind;

    /// <summary>Whether there is an answer.</summary>
    public bool IsOk => Reply.Kind == OutcomeKind.Ok;

    /// <summary>The answer, or null when there is none.</summary>
    public Payload? Value => Reply.Value;

    /// <summary>The component that was asked.</summary>
    public string Target { get; }

    /// <summary>Type of the request.</summary>
    public string Type { get; }

    /// <summary>How often it was tried: 0 when it was refused before the first attempt.</summary>
    public int Attempts { get; }

    /// <summary>From the ask to its end.</summary>
    public TimeSpan Elapsed { get; }

    /// <summary>The error, when the handler failed.</summary>
    public Failure? Failure => Reply.Failure;

    /// <summary>The component's state, when it is unavailable.</summary>
    public Lifecycle? State => Reply.State;

    /// <summary>When asking again may make sense.</summary>
    public TimeSpan? RetryAfter => Reply.RetryAfter;

    /// <summary>The whole answer.</summary>
    public Reply Reply => _reply ?? throw new InvalidOperationException("This outcome is empty: it comes from no ask.");

    /// <summary>The answer as this type.</summary>
    /// <exception cref="AskException">There is no answer.</exception>
    /// <exception cref="PayloadException">The answer does not fit the type.</exception>
    public T As<T>() => IsOk ? Reply.Value!.As<T>() : throw new AskException(this);

    /// <summary>What happened, as a sentence.</summary>
    public string Sentence => Kind switch
    {
        OutcomeKind.Ok => $"{Target} answered {Type} in {Milliseconds}.",
        OutcomeKind.UnknownComponent => $"There is no component {Target}.{Because}",
        OutcomeKind.UnknownRequest => $"{Target} does not know requests of type {Type}.{Because}",
        OutcomeKind.Unavailable => $"{Target} is {State?.ToString().ToLowerInvariant() ?? "unavailable"} and does not answer {Type}.{Because}",
        OutcomeKind.TimedOut => $"{Target} did not answer {Type} within {Milliseconds}; whether it took effect is unknown.{Because}",
        OutcomeKind.CircuitOpen => $"{Target} is left alone after failures in a row; {Type} was not tried.{Because}",
        OutcomeKind.Rejected => $"{Type} to {Target} was rejected by the system mode.{Because}",
        OutcomeKind.Overloaded => $"{Target} has too many requests under way; {Type} was not taken.{Because}",
        OutcomeKind.CycleDetected => $"{Type} to {Target} would wait for itself without end.{Because}",
        OutcomeKind.DepthExceeded => $"The chain of asks that leads to {Type} of {Target} is too long.{Because}",
        _ => $"{Target} failed at {Type}: {Reply.Failure?.Message ?? Reply.Reason ?? "no reason was given"}",
    };

    private string Milliseconds => string.Create(CultureInfo.InvariantCulture, $"{Elapsed.TotalMilliseconds:0.###} ms");

    private string Because => Reply.Reason is { Length: > 0 } reason ? " " + reason : "";

    /// <inheritdoc/>
    public override string ToString() => Sentence;
}
