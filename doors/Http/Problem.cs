using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Genesis.Doors;

/// <summary>Why something was not done, as a problem document (RFC 9457) that says what happened, why, and what to do.</summary>
public sealed record Problem
{
    /// <summary>Content type of problem documents.</summary>
    public const string ContentType = "application/problem+json";

    // People read it in terminals, and no page takes it for HTML: quotes need no escape there.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Makes one.</summary>
    /// <param name="status">HTTP status.</param>
    /// <param name="kind">Short name for programs, in camel case; the document's type is <c>urn:genesis:problem:</c> followed by it.</param>
    /// <param name="title">The same for people; always the same for a kind.</param>
    /// <param name="detail">What happened this time and what to do.</param>
    public Problem(int status, string kind, string title, string detail) => (Status, Kind, Title, Detail) = (status, kind, title, detail);

    /// <summary>HTTP status.</summary>
    public int Status { get; init; }

    /// <summary>Short name for programs.</summary>
    public string Kind { get; init; }

    /// <summary>The same for people.</summary>
    public string Title { get; init; }

    /// <summary>What happened this time and what to do.</summary>
    public string Detail { get; init; }

    /// <summary>When trying again may make sense.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What is wrong, one by one, where there are several things.</summary>
    public IReadOnlyList<string> Errors { get; init; } = [];

    /// <summary>The ask that ended so.</summary>
    public Outcome? Outcome { get; init; }

    /// <summary>Further headers of the answer.</summary>
    internal (string Name, string Value)[] Headers { get; init; } = [];

    /// <summary>Writes the document, for an answer or a frame.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="instance">The path that was asked for; null when there is none.</param>
    /// <param name="traceId">Finds the request in traces and logs; null when there is none.</param>
    public void WriteTo(Utf8JsonWriter writer, string? instance = null, string? traceId = null)
    {
        writer.WriteStartObject();
        writer.WriteString("type", $"urn:genesis:problem:{Kind}");
        writer.WriteString("title", Title);
        writer.WriteNumber("status", Status);
        writer.WriteString("detail", Detail);
        if (instance is not null) writer.WriteString("instance", instance);
        writer.WriteString("kind", Kind);
        if (Outcome is { } outcome)
        {
            writer.WriteString("target", outcome.Target);
            writer.WriteString("requestType", outcome.Type);
            writer.WriteNumber("attempts", outcome.Attempts);
            writer.WriteNumber("elapsedMs", Math.Round(outcome.Elapsed.TotalMilliseconds, 3));
            if (outcome.State is { } state) writer.WriteString("state", JsonNamingPolicy.CamelCase.ConvertName(state.ToString()));
        }
        if (RetryAfter is { } wait) writer.WriteNumber("retryAfterMs", Math.Ceiling(wait.TotalMilliseconds));
        if (Errors.Count > 0)
        {
            writer.WriteStartArray("errors");
            foreach (var error in Errors) writer.WriteStringValue(error);
            writer.WriteEndArray();
        }
        if (traceId is not null) writer.WriteString("traceId", traceId);
        writer.WriteEndObject();
    }

    /// <summary>Answers a request with it. When an answer has begun already, the connection is cut: the client must not take half an answer for a whole one.</summary>
    public async Task Answer(HttpContext context)
    {
        var response = context.Response;
        if (response.HasStarted)
        {
            context.Abort();
            return;
        }
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, Readable)) WriteTo(writer, context.Request.Path.Value, Traces.IdOf(context));
        response.StatusCode = Status;
        response.ContentType = ContentType;
        response.ContentLength = buffer.WrittenCount;
        response.Headers.CacheControl = "no-store";
        if (RetryAfter is { } wait) response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        foreach (var (name, value) in Headers) response.Headers[name] = value;
        await response.Body.WriteAsync(buffer.WrittenMemory, context.RequestAborted);
    }
}
