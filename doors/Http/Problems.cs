using System.Text.Json;

namespace Genesis.Doors;

/// <summary>The problems that the doors know. The only place where an outcome becomes a status.</summary>
internal static class Problems
{
    /// <summary>When to try again where nobody knows better.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    /// <summary>The HTTP status of an outcome.</summary>
    public static int StatusOf(Outcome outcome) => outcome.Kind switch
    {
        OutcomeKind.Ok => 200,
        OutcomeKind.UnknownComponent or OutcomeKind.UnknownRequest => 404,
        OutcomeKind.TimedOut => 504,
        OutcomeKind.CircuitOpen or OutcomeKind.Unavailable or OutcomeKind.Rejected or OutcomeKind.Overloaded => 503,
        OutcomeKind.CycleDetected or OutcomeKind.DepthExceeded => 508,
        // Data that do not fit are the caller's fault, not the handler's.
        _ => outcome.Failure?.Type == nameof(PayloadException) ? 400 : 500,
    };

    /// <summary>The problem document of an ask that was not answered.</summary>
    public static Problem Of(Outcome outcome)
    {
        var status = StatusOf(outcome);
        var kind = status == 400 ? "badData" : JsonNamingPolicy.CamelCase.ConvertName(outcome.Kind.ToString());
        return new(status, kind, Title(outcome.Kind, status), outcome.Sentence)
        {
            Outcome = outcome,
            RetryAfter = status == 503 ? outcome.RetryAfter ?? Soon : outcome.RetryAfter,
        };
    }

    private static string Title(OutcomeKind kind, int status) => kind switch
    {
        OutcomeKind.UnknownComponent => "There is no such component",
        OutcomeKind.UnknownRequest => "The component does not know this request",
        OutcomeKind.Unavailable => "The component is not available",
        OutcomeKind.TimedOut => "No answer within the deadline",
        OutcomeKind.CircuitOpen => "The component is left alone after failures",
        OutcomeKind.Rejected => "The system mode does not let this through",
        OutcomeKind.Overloaded => "Too many requests are under way",
        OutcomeKind.CycleDetected => "The request would wait for itself",
        OutcomeKind.DepthExceeded => "Too many requests wait for each other",
        _ => status == 400 ? "The data do not fit" : "The component failed",
    };

    public static Problem BadJson(string detail) => new(400, "badJson", "The body is not JSON as it must be", detail);

    public static Problem BadFields(string detail, params IReadOnlyList<string> errors) => new(400, "badFields", "The fields are not as they must be", detail) { Errors = errors };

    public static Problem TooLarge(long most) => new(413, "tooLarge", "The body is too large", $"A body may have {most} bytes. Send less, or raise Genesis:Doors:Limits:BodyBytes.") { Headers = [("Connection", "close")] };

    public static Problem NoComponent(string detail) => new(404, "unknownComponent", Title(OutcomeKind.UnknownComponent, 404), detail);

    public static Problem NoLetter { get; } = new(404, "unknownDeadLetter", "There is no such dead letter", "There is no dead letter of this number. GET /dead-letters lists them.");

    public static Problem NoPath(string path) => new(404, "unknownPath", "There is nothing here", $"There is nothing at {path}. GET / says what there is.");

    public static Problem MethodNotAllowed(string method, string allowed) => new(405, "methodNotAllowed", "This method is not for this path", $"{method} is not taken here. Use one of: {allowed}.") { Headers = [("Allow", allowed)] };

    public static Problem UnsupportedMediaType(string given) => new(415, "unsupportedMediaType", "The body has a type that is not taken",
        $"The body is declared as {given}. Send JSON and say so: Content-Type: application/json (curl: -H 'Content-Type: application/json').")
    { Headers = [("Accept-Post", "application/json")] };

    public static Problem UnsupportedEncoding(string given) => new(415, "unsupportedEncoding", "The body is encoded in a way that is not taken", $"Content-Encoding is {given}. Send the body as it is.") { Headers = [("Accept-Encoding", "identity")] };

    public static Problem NotAcceptable(string offered) => new(406, "notAcceptable", "The answer is of no type that is accepted", $"The answer is {offered}. Send Accept: {offered}, or leave it out.");

    public static Problem Stopping { get; } = new(503, "stopping", "The host stops", "The host is stopping and takes nothing new; whether a request under way took effect is unknown. Try again when it is back.")
    {
        RetryAfter = TimeSpan.FromSeconds(5),
        Headers = [("Connection", "close")],
    };

    public static Problem Failed { get; } = new(500, "internal", "Something failed inside", "This is a fault of the program; the log says more under the trace id.");
}
