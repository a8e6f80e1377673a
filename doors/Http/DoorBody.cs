using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Genesis.Doors;

/// <summary>Reads bodies of requests: whole, and never more than allowed.</summary>
internal static class DoorBody
{
    /// <summary>How many bytes a body may have.</summary>
    public static long LimitOf(HttpContext context) => context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize ?? long.MaxValue;

    /// <summary>What is wrong with how the body is declared; null when nothing is.</summary>
    public static Problem? Check(HttpRequest request, int most)
    {
        // The server's own bound is for all of the host, and other endpoints may need another one.
        var size = request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>();
        if (size is { IsReadOnly: false } && size.MaxRequestBodySize < most) size.MaxRequestBodySize = most;
        if (!IsJson(request.ContentType)) return Problems.UnsupportedMediaType(Shown(request.ContentType!));
        if (request.Headers.ContentEncoding is { Count: > 0 } encoding && !StringValues.Equals(encoding, "identity")) return Problems.UnsupportedEncoding(Shown(encoding.ToString()));
        return request.ContentLength > most ? Problems.TooLarge(most) : null;
    }

    /// <summary>Checks and reads a whole body, for what is not done often.</summary>
    public static async ValueTask<(Problem? Problem, byte[] Body)> Receive(HttpContext context, int most, CancellationToken over)
    {
        if (Check(context.Request, most) is { } declared) return (declared, []);
        var reader = context.Request.BodyReader;
        if (await Read(reader, most, over) is not { } bytes) return (Problems.TooLarge(most), []);
        var body = bytes.ToArray();
        reader.AdvanceTo(bytes.End);
        return (null, body);
    }

    /// <summary>Reads until all of the body is there. Advance the reader to the end of what is returned when done with it.</summary>
    /// <returns>The body, or null when it is larger than allowed.</returns>
    public static async ValueTask<ReadOnlySequence<byte>?> Read(PipeReader reader, int most, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            var buffer = read.Buffer;
            if (buffer.Length > most)
            {
                reader.AdvanceTo(buffer.End);
                return null;
            }
            if (read.IsCompleted) return buffer;
            reader.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    // What programs send that say no type (curl -d, a text given to aiohttp) is read as JSON, too, as the owner's server did. Web pages could send these two
    // without asking first; those of foreign origins are refused before.
    private static bool IsJson(string? type)
    {
        if (type is null || type.Equals(DoorAnswer.Json, StringComparison.OrdinalIgnoreCase)) return true;
        var media = type.AsSpan(0, type.IndexOf(';', StringComparison.Ordinal) is var end and >= 0 ? end : type.Length).Trim();
        return media.Equals(DoorAnswer.Json, StringComparison.OrdinalIgnoreCase)
            || media.Equals("text/plain", StringComparison.OrdinalIgnoreCase)
            || media.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)
            || (media.StartsWith("application/", StringComparison.OrdinalIgnoreCase) && media.EndsWith("+json", StringComparison.OrdinalIgnoreCase));
    }

    private static string Shown(string text) => text.Length <= 100 ? text : text[..100] + "…";
}
