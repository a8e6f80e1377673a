using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Genesis.Doors;

/// <summary>Under which id a request is found again.</summary>
internal static class Traces
{
    private const int IdStart = 3;
    private const int IdLength = 32;

    /// <summary>The trace's id if there is a trace, here or at the client, else the request's.</summary>
    public static string IdOf(HttpContext context)
    {
        if (System.Diagnostics.Activity.Current is { } activity) return activity.TraceId.ToHexString();
        var parent = context.Request.Headers.TraceParent.ToString();
        return ActivityContext.TryParse(parent, null, out _) ? parent.Substring(IdStart, IdLength) : context.TraceIdentifier;
    }
}
