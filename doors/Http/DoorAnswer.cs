using System.IO.Compression;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Genesis.Doors;

/// <summary>Writes answers.</summary>
internal static class DoorAnswer
{
    public const string Json = "application/json";

    /// <summary>Answers from this size on are compressed for those who accept it.</summary>
    public const int CompressFrom = 2048;

    /// <summary>Whether the client takes an answer of this type.</summary>
    public static bool IsAccepted(HttpRequest request, string type)
    {
        var accept = request.Headers.Accept;
        if (accept.Count == 0) return true;
        var text = accept.ToString();
        if (text is "*/*" || text.Equals(type, StringComparison.OrdinalIgnoreCase)) return true;
        // What cannot be read is no reason to give nothing.
        if (!MediaTypeHeaderValue.TryParseList(accept, out var accepted) || accepted.Count == 0) return true;
        var offered = new MediaTypeHeaderValue(type.Split(';')[0]);
        return accepted.Any(one => one.Quality is not 0 && (one.MatchesAllTypes || one.Type.Equals(offered.Type, StringComparison.OrdinalIgnoreCase) && (one.MatchesAllSubTypes || one.SubType.Equals(offered.SubType, StringComparison.OrdinalIgnoreCase))));
    }

    /// <summary>Answers with a value as JSON.</summary>
    public static Task Write<T>(HttpContext context, T value, int status = 200) => Write(context, JsonSerializer.SerializeToUtf8Bytes(value, PayloadJson.Options), Json, status);

    /// <summary>Answers with bytes, compressed if they are many and the client likes it.</summary>
    public static Task Write(HttpContext context, ReadOnlyMemory<byte> body, string type, int status = 200)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = type;
        response.Headers.CacheControl = "no-store";
        if (body.Length >= CompressFrom)
        {
            response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
            if (Encoding(context.Request) is { } encoding)
            {
                response.Headers.ContentEncoding = encoding;
                body = Compress(body, encoding);
            }
        }
        response.ContentLength = body.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    private static string? Encoding(HttpRequest request)
    {
        if (!StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptEncoding, out var accepted)) return null;
        string? best = null;
        double quality = 0;
        // The first of those liked best; brotli before gzip where both are liked the same.
        foreach (var offered in (ReadOnlySpan<string>)["br", "gzip"])
        {
            var given = accepted.FirstOrDefault(one => one.Value.Equals(offered, StringComparison.OrdinalIgnoreCase))?.Quality ?? (accepted.Any(one => one.Value.Equals(offered, StringComparison.OrdinalIgnoreCase)) ? 1 : 0);
            if (given > quality) (best, quality) = (offered, given);
        }
        return best;
    }

    private static byte[] Compress(ReadOnlyMemory<byte> body, string encoding)
    {
        using var into = new MemoryStream();
        using (Stream stream = encoding == "br" ? new BrotliStream(into, CompressionLevel.Fastest) : new GZipStream(into, CompressionLevel.Fastest)) stream.Write(body.Span);
        return into.ToArray();
    }
}
