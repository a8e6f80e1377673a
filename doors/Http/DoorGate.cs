using Genesis.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Genesis.Doors;

/// <summary>Runs operations for those who are let in, counts them, and turns what goes wrong into problem documents.</summary>
internal sealed partial class DoorGate(DoorAccess access, DoorLifetime lifetime, DoorMetrics metrics, ILogger<DoorGate> log)
{
    private readonly ILogger _log = log;

    public async Task Run(HttpContext context, DoorOperation operation)
    {
        var started = metrics.Begin();
        try
        {
            var admission = access.Admit(context, operation.Scope);
            if (!admission.IsGranted) await admission.Problem.Answer(context);
            else if (!DoorAnswer.IsAccepted(context.Request, operation.AnswerType)) await Problems.NotAcceptable(operation.AnswerType).Answer(context);
            else await operation.Handler(context, admission.Caller);
        }
        catch (Exception exception)
        {
            await Fail(context, operation, exception);
        }
        finally
        {
            metrics.End(started, operation, context.Response.StatusCode);
        }
    }

    /// <summary>Says what a path takes; to a page of another origin also that it may.</summary>
    public Task Options(HttpContext context, string allowed)
    {
        // A preflight carries no key; what it asks for is checked when it comes.
        var admission = access.Admit(context, DoorScope.None);
        if (!admission.IsGranted) return admission.Problem.Answer(context);
        var headers = context.Response.Headers;
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        headers.Allow = allowed;
        if (context.Request.Headers.Origin.Count == 0 || context.Request.Headers.AccessControlRequestMethod.Count == 0) return Task.CompletedTask;
        headers.AccessControlAllowMethods = allowed;
        headers.AccessControlAllowHeaders = "Authorization, X-Api-Key, Content-Type, Accept, traceparent, tracestate";
        headers.AccessControlMaxAge = "600";
        return Task.CompletedTask;
    }

    /// <summary>Refuses what nobody takes, to those who are let in at all.</summary>
    public Task Refuse(HttpContext context, Problem problem)
    {
        var admission = access.Admit(context, DoorScope.None);
        return (admission.Problem ?? problem).Answer(context);
    }

    private Task Fail(HttpContext context, DoorOperation operation, Exception exception)
    {
        switch (exception)
        {
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return Problems.TooLarge(DoorBody.LimitOf(context)).Answer(context);
            case BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout }:
                return new Problem(408, "tooSlow", "The body came too slowly", exception.Message) { Headers = [("Connection", "close")] }.Answer(context);
            case BadHttpRequestException bad:
                return new Problem(bad.StatusCode, "badRequest", "The request cannot be read", exception.Message).Answer(context);
            case OperationCanceledException or IOException when context.RequestAborted.IsCancellationRequested:
                return Task.CompletedTask;
            case OperationCanceledException when lifetime.Over.IsCancellationRequested:
                return Problems.Stopping.Answer(context);
            case StorageUnavailableException:
                return new Problem(503, "storage", "The store does not answer", exception.Message) { RetryAfter = TimeSpan.FromSeconds(1) }.Answer(context);
            case TimeoutException:
                return new Problem(504, "timedOut", "No answer in time", exception.Message).Answer(context);
            case SiloUnavailableException or ObjectDisposedException:
                return Problems.Stopping.Answer(context);
            default:
                LogFailed(exception, operation.Method, operation.Path, Traces.IdOf(context));
                return Problems.Failed.Answer(context);
        }
    }

    [LoggerMessage(4001, LogLevel.Error, "{Method} {Path} failed inside (trace {Trace}).")]
    private partial void LogFailed(Exception exception, string method, string path, string trace);
}
