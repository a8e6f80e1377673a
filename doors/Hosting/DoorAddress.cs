using System.Net;

namespace Genesis.Doors;

/// <summary>An address to listen at, read.</summary>
/// <param name="Scheme">http or https.</param>
/// <param name="Host">Name or address.</param>
/// <param name="Port">Port; 0 for any that is free.</param>
internal sealed record DoorAddress(string Scheme, string Host, int Port)
{
    /// <summary>Reads one; null when it is none.</summary>
    public static DoorAddress? Read(string? text)
    {
        // Uri knows neither * nor +, which ASP.NET takes for all addresses.
        var any = text?.Replace("//*", "//0.0.0.0", StringComparison.Ordinal).Replace("//+", "//0.0.0.0", StringComparison.Ordinal);
        if (!Uri.TryCreate(any, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.PathAndQuery != "/" || uri.UserInfo.Length > 0) return null;
        return new(uri.Scheme, uri.IdnHost.Trim('[', ']'), uri.Port);
    }

    /// <summary>Whether only programs on this machine reach it.</summary>
    public bool IsLoopback => Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address));
}
