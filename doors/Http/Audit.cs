using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Genesis.Doors;

/// <summary>Notes who did what to the system, by the name of the key, in the log <c>Genesis.Audit</c>.</summary>
public sealed partial class Audit(ILoggerFactory logs)
{
    private readonly ILogger _log = logs.CreateLogger("Genesis.Audit");

    /// <summary>Notes an act.</summary>
    /// <param name="context">The request by which it was done; null for a connection.</param>
    /// <param name="caller">Who did it.</param>
    /// <param name="act">What: register, remove, restart …</param>
    /// <param name="subject">To what: a component's id, a number.</param>
    /// <param name="result">What came of it.</param>
    public void Note(HttpContext? context, Caller caller, string act, string subject, string result) =>
        LogAct(caller.Name, context is null ? "a connection" : context.Connection.RemoteIpAddress?.ToString() ?? "local", act, subject, result, context is null ? "none" : Traces.IdOf(context));

    [LoggerMessage(4010, LogLevel.Information, "{Caller} at {Address}: {Act} {Subject}: {Result} (trace {Trace})")]
    private partial void LogAct(string caller, string address, string act, string subject, string result, string trace);
}
