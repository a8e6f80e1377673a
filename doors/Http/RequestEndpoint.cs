using System.Buffers;
using System.Diagnostics;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Genesis.Doors;

/// <summary><c>POST /request/{target}</c>: asks a component. The path that is taken most, so it is written for speed: no binding, one copy of the data.</summary>
internal sealed class RequestEndpoint(IComponentBus bus, RequestAccess access, DoorLifetime lifetime, IOptionsMonitor<DoorOptions> options)
{
    private static readonly ActivitySource Source = new(DoorMetrics.MeterName);

    public void Map(DoorRoutes routes) => routes.Map(new DoorOperation("POST", "/request/{target}", DoorScope.Request, Ask, "ask", "Asks a component and waits for its answer, at most until the deadline.")
    {
        Body = typeof(RequestSchema),
        Answer = typeof(ResultSchema),
        Failures = [400, 404, 408, 413, 415, 500, 503, 504, 508],
    });

    private async Task Ask(HttpContext context, Caller caller)
    {
        var (problem, body) = await Receive(context, options.CurrentValue.Limits, isEvent: false, lifetime.Over);
        var target = (string)context.Request.RouteValues["target"]!;
        problem ??= access.Refuse(caller, target, body.Type, context);
        if (problem is not null)
        {
            await problem.Answer(context);
            return;
        }
        using var activity = Source.HasListeners() ? Source.StartActivity("genesis.request", ActivityKind.Internal)?.SetTag("genesis.target", target).SetTag("genesis.type", body.Type) : null;
        await Answer(context, target, body);
    }

    private async Task Answer(HttpContext context, string target, RequestBody body)
    {
        Outcome outcome;
        try
        {
            var ask = bus.Ask(target, body.Type, body.Data, body.Timeout, body.Source);
            // Nobody waits longer than the host does when it stops.
            outcome = ask.IsCompletedSuccessfully ? ask.Result : await ask.AsTask().WaitAsync(lifetime.Over);
        }
        catch (OperationCanceledException) when (lifetime.Over.IsCancellationRequested)
        {
            await Problems.Stopping.Answer(context);
            return;
        }
        if (!outcome.IsOk)
        {
            await Problems.Of(outcome).Answer(context);
            return;
        }
        ReadOnlyMemory<byte> result;
        try
        {
            result = outcome.Value!.Utf8;
        }
        catch (PayloadException exception)
        {
            await new Problem(500, "badAnswer", "The answer cannot be written", exception.Message) { Outcome = outcome }.Answer(context);
            return;
        }
        await Write(context, result);
    }

    private static Task Write(HttpContext context, ReadOnlyMemory<byte> result)
    {
        if (result.Length >= DoorAnswer.CompressFrom) return DoorAnswer.Write(context, (byte[])[.. "{\"result\":"u8, .. result.Span, .. "}"u8], DoorAnswer.Json);
        var response = context.Response;
        var length = result.Length + 11;
        response.ContentType = DoorAnswer.Json;
        response.ContentLength = length;
        var writer = response.BodyWriter;
        var span = writer.GetSpan(length);
        "{\"result\":"u8.CopyTo(span);
        result.Span.CopyTo(span[10..]);
        span[length - 1] = (byte)'}';
        writer.Advance(length);
        var flushed = writer.FlushAsync(context.RequestAborted);
        return flushed.IsCompletedSuccessfully ? Task.CompletedTask : flushed.AsTask();
    }

    /// <summary>Reads the body of a request or an event.</summary>
    internal static async ValueTask<(Problem? Problem, RequestBody Body)> Receive(HttpContext context, DoorLimits limits, bool isEvent, CancellationToken over)
    {
        if (DoorBody.Check(context.Request, limits.BodyBytes) is { } declared) return (declared, default);
        var reader = context.Request.BodyReader;
        if (await DoorBody.Read(reader, limits.BodyBytes, over) is not { } bytes) return (Problems.TooLarge(limits.BodyBytes), default);
        var problem = Read(reader, bytes, limits, isEvent, out var body);
        return (problem, body);
    }

    private static Problem? Read(PipeReader reader, ReadOnlySequence<byte> bytes, DoorLimits limits, bool isEvent, out RequestBody body)
    {
        try
        {
            var data = new PayloadLimits(limits.BodyBytes, limits.Depth);
            return bytes.IsSingleSegment ? RequestBody.Read(bytes.FirstSpan, data, isEvent, out body) : RequestBody.Read(bytes.ToArray(), data, isEvent, out body);
        }
        finally
        {
            reader.AdvanceTo(bytes.End);
        }
    }
}
