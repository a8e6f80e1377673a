namespace Genesis.Doors;

/// <summary>Why a caller is not let in. None of them says anything about keys.</summary>
internal static class Refusals
{
    private const string Challenge = "Bearer realm=\"genesis\"";

    public static Problem NoKeys { get; } = new(403, "onlyLocal", "Only programs on this machine are let in",
        "No API keys are declared, so only programs on this machine are let in, and not through a proxy. Declare a key in Genesis:Doors:Keys (docs/access.md).");

    public static Problem Unauthorized(string detail) => new(401, "unauthorized", "An API key is needed", $"{detail} Send Authorization: Bearer KEY, or X-Api-Key: KEY.") { Headers = [("WWW-Authenticate", Challenge)] };

    public static Problem MissingScope(Caller caller, DoorScope scope)
    {
        var name = scope.ToString().ToLowerInvariant();
        return new(403, "missingScope", "The API key does not allow this", $"This needs the scope {name}, which the key {caller.Name} does not have. Add it in Genesis:Doors:Keys:{caller.Name}:Scopes, or use another key.")
        {
            Headers = [("WWW-Authenticate", $"{Challenge}, error=\"insufficient_scope\", scope=\"{name}\"")],
        };
    }

    public static Problem ForeignOrigin(string origin) => new(403, "foreignOrigin", "This web page is not let in", $"The request comes from a page of {Shown(origin)}, which is not among Genesis:Doors:AllowedOrigins. Add it there if the page is yours.");

    public static Problem ForeignHost(string? host) => new(403, "foreignHost", "This name is not for these doors",
        $"The request is for the host {Shown(host ?? "")}. Without API keys the doors answer to localhost and loopback addresses only, so that no foreign name can be pointed at them.");

    public static Problem TooMany(string who, int perSecond, TimeSpan wait) => new(429, "tooManyRequests", "Too many requests", $"{who} may send {perSecond} requests per second (Genesis:Doors:Limits:RequestsPerSecond). Wait, then go on slower.") { RetryAfter = wait };

    public static Problem TooManyGuesses(TimeSpan wait) => new(429, "tooManyWrongKeys", "Too many wrong keys", "Too many wrong API keys came from this address. Wait, then use the right one.") { RetryAfter = wait };

    private static string Shown(string text) => text.Length <= 100 ? text : text[..100] + "…";
}
